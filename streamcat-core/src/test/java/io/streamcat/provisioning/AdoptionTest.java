package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static io.streamcat.user.ResourceKind.CHANNEL;
import static io.streamcat.user.ResourceKind.CHAT_ROOM;
import static io.streamcat.user.ResourceKind.STAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.Tags;
import io.streamcat.channel.ChannelType;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.NotAdoptableException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Users who adopt resources that existed before. */
@Guarantee("ADOPT-01")
class AdoptionTest extends AdoptionFixture {

  @Test
  void adopt_existingResources_areRecordedWithActualSettingsAndTagged() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing);

      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(todd.channel().arn()).isEqualTo(existing.arns().get(CHANNEL));
      assertThat(todd.channel().settings().type()).isEqualTo(ChannelType.BASIC);
      assertThat(todd.channel().settings().authorized()).isTrue();
      assertThat(todd.channel().streamKey()).isNotNull();
      assertThat(todd.chatRoom().settings().maximumMessageLength()).isEqualTo(99);
      assertThat(todd.stage().arn()).isEqualTo(existing.arns().get(STAGE));
      UserRecord record = users.findById(todd.id()).orElseThrow();
      assertThat(record.isComplete()).isTrue();
      assertThat(existing.arns().values())
          .allSatisfy(
              arn ->
                  assertThat(tags(arn))
                      .hasSize(6)
                      .containsAllEntriesOf(PROJECT)
                      .containsEntry(Tags.RECORD, record.key())
                      .containsEntry(Tags.STORE, users.storeId())
                      .containsEntry(Tags.NAMESPACE, "streamcat")
                      .containsEntry(Tags.ADOPTED_AT, todd.createdAt().toString()));
      assertThat(todd.stage().tags()).isEqualTo(tags(todd.stage().arn()));
      assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    }
  }

  @Test
  void adopt_someResources_createsTheOthersOnlyOnRequest() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, Existing.channel(channel()));
      User ann =
          streamcat
              .users()
              .adopt(NewUser.withId("4712"), Existing.channel(channel()).creatingMissing());

      assertThat(todd.resourceKinds()).containsExactly(CHANNEL);
      assertThat(ann.resourceKinds()).isEqualTo(EnumSet.allOf(ResourceKind.class));
      assertThat(streamcat.users().ensureStage(todd.id()).stage()).isNotNull();
      assertThat(streamcat.reconciler().plan().findings()).isEmpty();
    }
  }

  @Test
  void adopt_again_returnsTheUserWithoutCalls() {
    Existing existing = existing();
    NewUser byName = new NewUser(null, "ann", null, null);
    Existing other = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing);
      User ann = streamcat.users().adopt(byName, other);
      long calls = aws.emulator().requests().size();

      assertThat(streamcat.users().adopt(TODD, existing)).isEqualTo(todd);
      assertThat(streamcat.users().adopt(byName, other)).isEqualTo(ann);
      assertThat(streamcat.users().checkAdoption(byName, other)).contains(ann);
      assertThat(aws.emulator().requests()).hasSize((int) calls);
    }
  }

  @Test
  void adopt_againWhileSuspendedAndLackingAStage_returnsTheUserWithoutCalls() {
    Existing existing = Existing.channel(channel());
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      User todd = streamcat.users().adopt(TODD, existing);
      aws.emulator().faults().add(FaultRule.error("CreateStage", "AccessDeniedException").times(0));
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(todd.id()));
      User suspended = streamcat.suspensions().suspend(todd.id(), "spam", null);
      long calls = aws.emulator().requests().size();

      assertThat(streamcat.users().adopt(TODD, existing)).isEqualTo(suspended);
      assertThat(aws.emulator().requests()).hasSize((int) calls);
    }
  }

  @Test
  void recovery_adoptedChannelIsGone_createsAnother() {
    String channel = channel();
    aws.emulator().faults().add(FaultRule.error("TagResource", "AccessDeniedException").times(0));
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> streamcat.users().adopt(TODD, Existing.channel(channel)));
      aws.emulator().faults().clear();
      streamcat.channelService().delete(channel);
      aws.time().advance(Duration.ofHours(1));

      // The first run finds the loss, the second one creates the channel.
      aws.recover(streamcat);
      aws.recover(streamcat);

      User todd = streamcat.users().findByUsername("todd").orElseThrow();
      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(todd.channel().arn()).isNotEqualTo(channel);
      assertThat(aws.existing("channel")).hasSize(1);
    }
  }

  @Test
  void adopt_foreignPasswordHash_letsTheUserLogIn() {
    PasswordHash hash = PasswordHasher.argon2id(64, 3).hash(PASSWORD);
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD.withPasswordHash(hash), existing());

      assertThat(streamcat.passwords().authenticate("todd", PASSWORD))
          .map(User::id)
          .contains(todd.id());
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(
              () ->
                  streamcat
                      .users()
                      .adopt(
                          NewUser.withId("1")
                              .withUsername("ann")
                              .withPasswordHash(new PasswordHash("md5")),
                          existing()))
          .satisfies(e -> assertThat(e.field()).isEqualTo("passwordHash"));
    }
  }

  @Test
  void adopt_differingSettings_surviveARollOutOfDefaults() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().adopt(TODD, existing());

      assertThat(streamcat.reconciler().planWithDefaults().findings()).isEmpty();
    }
  }

  @Test
  void adopt_taggingFailsRollBack_leavesEverythingAsItWas() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      aws.emulator().faults().add(FaultRule.error("TagResource", "AccessDeniedException").times(2));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().adopt(TODD, existing))
          .withMessageContaining("nothing was left behind");

      assertThat(users.page(null, 10)).isEmpty();
      untouched(existing);
      assertThat(streamcat.users().adopt(TODD, existing).state()).isEqualTo(UserState.ACTIVE);
    }
  }

  /** The resources are already released, and the record is still there. */
  @Test
  void adopt_repeatedWhileTheRollBackIsUnfinished_adoptsOnceItIsFinished() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      UserId id = streamcat.users().adopt(TODD, existing).id();
      Records.change(
          users,
          id,
          record ->
              Adoption.retaining(record, aws.time().instant(), aws.time().instant())
                  .with(Resources.NONE, aws.time().instant()));

      assertThatExceptionOfType(NotAdoptableException.class)
          .isThrownBy(
              () ->
                  streamcat
                      .users()
                      .checkAdoption(TODD, Existing.channel(channel("managed-by", "Terraform"))));
      assertThat(streamcat.users().adopt(TODD, existing).state()).isEqualTo(UserState.ACTIVE);
    }
  }

  @Test
  void adopt_creationFailsRollBack_leavesEverythingAsItWas() {
    Existing existing = Existing.channel(channel()).chatRoom(chatRoom()).creatingMissing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().adopt(TODD, existing));

      assertThat(users.page(null, 10)).isEmpty();
      untouched(existing);
      assertThat(aws.existing("stage")).isEmpty();
      assertThat(aws.calls("DeleteChannel")).isZero();
    }
  }

  @Test
  void adopt_tagTakesEffectAfterTheRollBackBegan_isRemovedInTheEnd() {
    Existing existing = existing();
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK)
            .aws(a -> a.operationTimeout(Duration.ofSeconds(20)))
            .build()) {
      aws.emulator()
          .faults()
          .add(
              FaultRule.lateEffect("TagResource", Duration.ofSeconds(2), "AccessDeniedException")
                  .times(1));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().adopt(TODD, existing));

      assertThat(users.page(null, 10)).isEmpty();
      aws.time().advance(Duration.ofMinutes(1));
      untouched(existing);
    }
  }

  @Test
  void adopt_taggingFailsResume_isContinuedByRecovery() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      aws.emulator().faults().add(FaultRule.error("TagResource", "AccessDeniedException").times(1));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().adopt(TODD, existing))
          .withMessageContaining("is not complete yet");
      assertThat(streamcat.users().find(UserId.of("4711")).orElseThrow().state())
          .isEqualTo(UserState.PROVISIONING);

      aws.recover(streamcat);

      assertThat(streamcat.users().find(UserId.of("4711")).orElseThrow().state())
          .isEqualTo(UserState.ACTIVE);
      assertThat(existing.arns().values())
          .allSatisfy(arn -> assertThat(tags(arn)).containsKey(Tags.RECORD));
    }
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void adopt_answersLost_isComplete(FailurePolicy policy) {
    try (StreamCat streamcat = streamCat(policy)) {
      aws.emulator().faults().add(FaultRule.responseLost("TagResource").times(3));

      User todd = streamcat.users().adopt(TODD, existing());

      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    }
  }

  @Test
  void deprovision_adoptedUser_deletesTheResources() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing());

      streamcat.users().deprovision(todd.id());

      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void deprovision_duringTheAdoption_deletesNothing() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      aws.emulator().faults().add(FaultRule.error("TagResource", "AccessDeniedException").times(1));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().adopt(TODD, existing));

      streamcat.users().deprovision(UserId.of("4711"));

      assertThat(users.page(null, 10)).isEmpty();
      untouched(existing);
    }
  }

  @Test
  void changeChannel_adoptedAndGone_isWithdrawn() {
    Existing existing = existing();
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().adopt(TODD, existing);
      aws.time().advance(Duration.ofHours(1));
      streamcat.chatRoomService().delete(existing.arns().get(CHAT_ROOM));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(
              () -> streamcat.users().changeChatRoom(todd.id(), c -> c.maximumMessageLength(7)));

      assertThat(users.findById(todd.id()).orElseThrow().pending().isEmpty()).isTrue();
    }
  }
}
