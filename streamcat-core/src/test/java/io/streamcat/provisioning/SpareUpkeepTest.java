package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The upkeep of spares by recovery and reconciliation. */
@Guarantee("SPARE-05")
class SpareUpkeepTest extends SpareFixture {

  private Set<String> keys() {
    return spares().stream().map(UserRecord::key).collect(Collectors.toSet());
  }

  @Test
  void recovery_enoughReadySpares_createsNone() {
    try (StreamCat streamcat = builder(4, 2).build()) {
      streamcat.recovery().run();
      streamcat.users().provision(NewUser.withId("1"));
      streamcat.users().provision(NewUser.withId("2"));
      streamcat.recovery().run();
      assertThat(spares()).hasSize(2);

      streamcat.users().provision(NewUser.withId("3"));
      streamcat.recovery().run();
      assertThat(spares()).hasSize(4).allMatch(UserRecord::isSettled);
    }
  }

  @Test
  void recovery_sparesInProgress_countTowardsTheTarget() {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification").times(0));
    try (StreamCat streamcat = builder(3, 3).build()) {
      streamcat.recovery().run();
      aws.recover(streamcat);

      assertThat(spares()).hasSize(3).noneMatch(UserRecord::isSettled);
      aws.emulator().faults().clear();
      aws.recover(streamcat);
      aws.recover(streamcat);
      assertThat(spares()).hasSize(3).allMatch(UserRecord::isSettled);
      assertThat(aws.existing("channel")).hasSize(3);
    }
  }

  @Test
  void recovery_anotherServerOrdersMeanwhile_createsNoMoreThanTheTarget() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    try (StreamCat another = builder(5, 4).build()) {
      UserRepository store =
          InterceptingProxy.calls(
              UserRepository.class,
              users,
              (method, arguments) -> {
                if (method.equals("insertAll") && isFirst.getAndSet(false)) {
                  another.recovery().run();
                }
              });
      try (StreamCat streamcat = builder(5, 4).storage(s -> s.users(store)).build()) {
        streamcat.recovery().run();
      }
    }
    assertThat(isFirst).isFalse();
    assertThat(spares()).hasSize(5);
    assertThat(aws.existing("channel")).hasSize(5);
  }

  @Test
  void recovery_queuedUsersAndSpares_completesSparesFirst() {
    try (StreamCat streamcat = builder(2, 2).executor(Runnable::run).build()) {
      streamcat.users().enqueue(IntStream.range(0, 150).mapToObj(i -> NewUser.withId("user-" + i)));
      aws.time().advance(Duration.ofMinutes(1));

      streamcat.recovery().run(2, Duration.ofHours(1));

      assertThat(spares()).hasSize(2).allMatch(UserRecord::isSettled);
      assertThat(streamcat.users().backlog().waiting()).isEqualTo(150);
    }
  }

  @Test
  void recovery_lowerTarget_deletesOldSpares() {
    withSpares(3).close();
    try (StreamCat streamcat = builder(1, 1).build()) {
      streamcat.recovery().run();
      assertThat(spares()).hasSize(3);
      passALongTime();

      streamcat.recovery().run();

      assertThat(spares()).hasSize(1);
      assertThat(aws.existing("channel")).hasSize(1);
      assertThat(aws.existing("room")).hasSize(1);
      assertThat(aws.existing("stage")).hasSize(1);
    }
  }

  @Test
  void recovery_targetZeroOrNoKinds_deletesAllSpares() {
    withSpares(2).close();
    passALongTime();
    try (StreamCat streamcat = builder(2, 2).users(u -> u.createAtRegistration(Set.of())).build()) {
      streamcat.recovery().run();
      assertThat(spares()).isEmpty();
      assertThat(aws.emulator().resources()).isEmpty();
    }
    withSpares(2).close();
    passALongTime();
    try (StreamCat streamcat = builder(0, 0).build()) {
      streamcat.recovery().run();
      assertThat(users.stream()).isEmpty();
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void recovery_removalHook_isNotCalledForSpares() {
    withSpares(1).close();
    passALongTime();
    try (StreamCat streamcat =
        builder(0, 0)
            .users(
                u ->
                    u.removalHook(
                        user -> {
                          throw new AssertionError("called for " + user);
                        }))
            .build()) {
      streamcat.recovery().run();
      assertThat(spares()).isEmpty();
    }
  }

  @Test
  void recovery_otherDefaults_renewsOldSpares() {
    withSpares(2).close();
    Set<String> before = keys();
    try (StreamCat streamcat =
        builder(2, 2)
            .users(
                u ->
                    u.channelSettings(ChannelSettings.builder().authorized(true).build())
                        .chatRoomSettings(
                            ChatRoomSettings.builder().maximumMessageLength(100).build()))
            .build()) {
      streamcat.recovery().run();
      assertThat(keys()).isEqualTo(before);
      passALongTime();

      streamcat.recovery().run();

      assertThat(keys()).hasSize(2).doesNotContainAnyElementsOf(before);
      assertThat(spares())
          .allMatch(spare -> spare.resources().channel().settings().authorized())
          .allMatch(spare -> spare.resources().chatRoom().settings().maximumMessageLength() == 100);
      assertThat(aws.existing("channel")).hasSize(2);
    }
  }

  @Test
  void recovery_sameDefaultsWithTags_renewsNothing() {
    try (StreamCat streamcat =
        builder(1, 1)
            .users(u -> u.channelSettings(ChannelSettings.builder().tags(Map.of("a", "b")).build()))
            .build()) {
      streamcat.recovery().run();
      Set<String> before = keys();
      passALongTime();

      streamcat.recovery().run();

      assertThat(keys()).isEqualTo(before);
      streamcat.users().provision(NewUser.withId("todd"));
      assertThat(keys()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void provision_spareDiedInAws_userGetsAnotherResource(ResourceKind kind) {
    try (StreamCat streamcat = withSpares(1)) {
      passALongTime();
      delete(streamcat, kind, spares().get(0));

      User todd = streamcat.users().provision(NewUser.withId("todd"));
      streamcat.recovery().run();
      streamcat.recovery().run();

      User repaired = streamcat.users().find(todd.id()).orElseThrow();
      assertThat(repaired.resource(kind).arn()).isNotEqualTo(todd.resource(kind).arn());
      Invariants.exactlyOneOfEach(aws, repaired);
    }
  }

  private static void delete(StreamCat streamcat, ResourceKind kind, UserRecord spare) {
    String arn = spare.resources().get(kind).arn();
    switch (kind) {
      case CHANNEL -> streamcat.channelService().delete(arn);
      case CHAT_ROOM -> streamcat.chatRoomService().delete(arn);
      case STAGE -> streamcat.realTimeService().delete(arn);
    }
  }

  @Test
  void reconciler_spareDiedDriftedOrTwice_isRepaired() {
    try (StreamCat streamcat = withSpares(1)) {
      passALongTime();
      UserRecord spare = spares().get(0);
      delete(streamcat, ResourceKind.STAGE, spare);
      streamcat
          .chatRoomService()
          .update(
              spare.resources().chatRoom().arn(),
              ChatRoomSettings.builder().maximumMessageLength(7).build());
      String surplus =
          streamcat
              .channelService()
              .create(
                  "more",
                  ChannelSettings.builder().tags(spare.resources().channel().tags()).build())
              .arn();

      ReconciliationPlan plan = streamcat.reconciler().planWithDrift();

      assertThat(plan.findings())
          .extracting(Finding::type)
          .containsExactly(Finding.Type.MISSING, Finding.Type.DRIFTED, Finding.Type.DUPLICATE);
      assertThat(plan.findings()).allMatch(finding -> finding.userId() == null);
      assertThat(streamcat.reconciler().apply(plan).done()).hasSize(3);
      assertThat(spares()).hasSize(1).allMatch(UserRecord::isSettled);
      assertThat(streamcat.channelService().get(surplus)).isEmpty();
      assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    }
  }

  @Test
  void provision_liveChannelOfASpare_isRenamedWhenTheStreamEnds() {
    try (StreamCat streamcat = withSpares(1)) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      aws.emulator().startStream(todd.channel().arn());

      assertThat(streamcat.recovery().run().waiting()).containsExactly(todd.id());
      assertThat(streamcat.users().find(todd.id()).orElseThrow().state())
          .isEqualTo(UserState.ACTIVE);
      aws.emulator().stopStream(todd.channel().arn());
      aws.recover(streamcat);

      assertThat(streamcat.users().find(todd.id()).orElseThrow().channel().name())
          .startsWith("streamcat-todd-");
    }
  }

  @Test
  void deprovision_unlabelledUser_leavesNothing() {
    try (StreamCat streamcat = withSpares(1)) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));

      streamcat.users().deprovision(todd.id());

      assertThat(users.stream()).isEmpty();
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "10001, 1", "2, 0", "2, 3", "0, 1"})
  void spares_numberOutOfRange_isRejected(int target, int low) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> builder(target, low));
  }

  @Test
  void recovery_noSparesConfigured_leavesSparesAlone() {
    withSpares(1).close();
    passALongTime();
    try (StreamCat streamcat = aws.streamCat().storage(s -> s.users(users)).build()) {
      streamcat.recovery().run();
      streamcat.users().provision(NewUser.withId("todd"));

      assertThat(spares()).hasSize(1);
      assertThat(spares()).allMatch(UserRecord::isSettled);
    }
  }
}
