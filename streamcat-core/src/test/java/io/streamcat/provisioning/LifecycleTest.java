package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Resumed and repeated registrations, creation on demand, removal, and finding users. */
@Guarantee("PROV-06")
class LifecycleTest {

  private static final EnumSet<ResourceKind> NO_STAGE =
      EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM);

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  private StreamCat streamCat(FailurePolicy policy) {
    return builder(policy).build();
  }

  private StreamCatBuilder builder(FailurePolicy policy) {
    return aws.streamCat().storage(s -> s.users(users)).users(u -> u.failurePolicy(policy));
  }

  private UserId failed(StreamCat streamcat, NewUser newUser) {
    try {
      streamcat.users().provision(newUser);
    } catch (ProvisioningException e) {
      return new UserId(e.userId());
    }
    throw new AssertionError("should have failed");
  }

  @Test
  void resume_incompleteUser_createsOnlyMissingResources() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
      UserId id = failed(streamcat, NewUser.of("todd", PASSWORD));
      User unfinished = streamcat.users().find(id).orElseThrow();
      assertThat(unfinished.state()).isEqualTo(UserState.PROVISIONING);

      User todd = streamcat.users().resume(id).orElseThrow();

      assertThat(todd.channel()).isEqualTo(unfinished.channel());
      Invariants.exactlyOneOfEach(aws, todd);
      assertThat(aws.calls("CreateChannel")).isEqualTo(1);
    }
  }

  @Test
  void resume_completeUser_isReturnedWithoutACall() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

      assertThat(streamcat.users().resume(todd.id())).contains(todd);
      assertThat(aws.emulator().requests()).hasSize(3);
    }
  }

  @Test
  void resume_unknownUser_isEmpty() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      assertThat(streamcat.users().resume(UserId.of("nobody"))).isEmpty();
    }
  }

  @Test
  void resume_duplicateCannotBeDeleted_userIsComplete() {
    UserRepository failing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              throw new IllegalStateException("the database is away");
            });
    aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
    aws.emulator().faults().add(FaultRule.staleList("ListChannels", Duration.ofMinutes(1)));
    UserId id;
    try (StreamCat streamcat =
        builder(FailurePolicy.RESUME).storage(s -> s.users(failing)).build()) {
      id = failed(streamcat, NewUser.of("todd", PASSWORD));
    }
    aws.time().advance(Duration.ofHours(1));
    assertThat(aws.existing("channel")).hasSize(2);
    aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));

    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      User todd = streamcat.users().resume(id).orElseThrow();

      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(aws.existing("channel")).hasSize(2);
      assertThat(aws.calls("DeleteChannel")).isEqualTo(1);
    }
  }

  @Test
  void recovery_unfinishedRegistration_followsThePolicy() {
    UserId id;
    try (StreamCat resuming = streamCat(FailurePolicy.RESUME)) {
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
      id = failed(resuming, NewUser.of("todd", PASSWORD));
      assertThat(aws.recover(resuming).completed()).containsExactly(id);
      Invariants.completeOrGone(aws, users, "todd");

      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
      id = failed(resuming, NewUser.of("ann", PASSWORD));
    }
    try (StreamCat rollingBack = streamCat(FailurePolicy.ROLL_BACK)) {
      assertThat(aws.recover(rollingBack).removed()).containsExactly(id);
      assertThat(users.findByUsername("ann")).isEmpty();
      Invariants.nothingBeyond(aws, List.of(users.findByUsername("todd").orElseThrow().user()));
    }
  }

  @Test
  void provision_sameKeyAgain_returnsTheSameUser() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      NewUser form = NewUser.of("todd", PASSWORD).withIdempotencyKey("form-4711");
      User todd = streamcat.users().provision(form);

      assertThat(streamcat.users().provision(form)).isEqualTo(todd);
      Invariants.nothingBeyond(aws, List.of(todd));
    }
  }

  @Test
  void provision_sameKeyAfterAFailure_resumesTheFirstAttempt() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      NewUser form = NewUser.of("todd", PASSWORD).withIdempotencyKey("form-4711");
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
      UserId id = failed(streamcat, form);

      User todd = streamcat.users().provision(form);

      assertThat(todd.id()).isEqualTo(id);
      Invariants.exactlyOneOfEach(aws, todd);
    }
  }

  @Test
  void provision_sameKeyDuringTheRollBack_startsAgain() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      NewUser form = NewUser.of("todd", PASSWORD).withIdempotencyKey("form-4711");
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
      aws.emulator().faults().add(FaultRule.error("DeleteRoom", "AccessDeniedException"));
      UserId first = failed(streamcat, form);

      User todd = streamcat.users().provision(form);

      assertThat(todd.id()).isNotEqualTo(first);
      Invariants.nothingBeyond(aws, List.of(todd));
    }
  }

  @Test
  void provision_sameKeyForAnotherUser_isRejected() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().provision(NewUser.of("todd", PASSWORD).withIdempotencyKey("form-4711"));

      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(
              () ->
                  streamcat
                      .users()
                      .provision(NewUser.of("ann", PASSWORD).withIdempotencyKey("form-4711")))
          .satisfies(e -> assertThat(e.field()).isEqualTo("idempotencyKey"));
      assertThat(users.findByUsername("ann")).isEmpty();
    }
  }

  @Test
  void provision_ownIdOfAnyText_isAccepted() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User user = streamcat.users().provision(NewUser.withId("auth0|507f1f77=ünï"));

      assertThat(user.username()).isNull();
      assertThat(aws.existing("channel"))
          .singleElement()
          .satisfies(
              channel -> {
                assertThat(channel.tags())
                    .containsEntry("streamcat:user-id", "auth0=7C507f1f77=3D=C3=BCn=C3=AF");
                assertThat(channel.name()).matches("streamcat-auth0-507f1f77--n--[0-9a-f]{10}");
              });
      assertThat(streamcat.users().provision(NewUser.withId("auth0|507f1f77=ünï"))).isEqualTo(user);
      Invariants.nothingBeyond(aws, List.of(user));
    }
  }

  @Test
  void provision_ownIdAgainAfterARollBack_startsAgain() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));
      failed(streamcat, NewUser.withId("42"));

      User user = streamcat.users().provision(NewUser.withId("42"));

      Invariants.exactlyOneOfEach(aws, user);
    }
  }

  @Test
  void provision_ownIdTooLongForATag_isRejectedBeforeAnythingExists() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> streamcat.users().provision(NewUser.withId("ü".repeat(100))))
          .satisfies(e -> assertThat(e.field()).isEqualTo("userId"));
      assertThat(aws.emulator().requests()).isEmpty();
    }
  }

  @Test
  void ensureStage_twice_createsOneStage() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(todd.stage()).isNull();
      assertThat(aws.calls("CreateStage")).isZero();

      User withStage = streamcat.users().ensureStage(todd.id());

      Invariants.exactlyOneOfEach(aws, withStage);
      assertThat(streamcat.users().ensureStage(todd.id()))
          .isEqualTo(streamcat.users().find(todd.id()).orElseThrow());
      assertThat(aws.calls("CreateStage")).isEqualTo(1);
    }
  }

  @Test
  void ensure_nothingCreatedAtRegistration_createsEveryKindOnDemand() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK)
            .users(u -> u.createAtRegistration(EnumSet.noneOf(ResourceKind.class)))
            .build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      assertThat(todd.state()).isEqualTo(UserState.ACTIVE);
      assertThat(aws.emulator().requests()).isEmpty();

      streamcat.users().ensureChannel(todd.id());
      streamcat.users().ensureChatRoom(todd.id());
      Invariants.exactlyOneOfEach(aws, streamcat.users().ensureStage(todd.id()));
    }
  }

  @Test
  void ensureStage_fails_userKeepsOtherResourcesAndNothingIsLeft() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(todd.id()));

      assertThat(streamcat.users().find(todd.id()).orElseThrow().resourceKinds())
          .isEqualTo(NO_STAGE);
      assertThat(users.findById(todd.id()).orElseThrow().isComplete()).isTrue();
      assertThat(aws.recover(streamcat).isEmpty()).isTrue();
      Invariants.exactlyOneOfEach(aws, streamcat.users().ensureStage(todd.id()));
    }
  }

  @Test
  void ensureStage_serverDies_isCreatedByRecoveryUnderEitherPolicy() {
    User todd;
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).users(u -> u.createAtRegistration(NO_STAGE)).build()) {
      todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
    }
    UserRepository dying =
        InterceptingProxy.after(
            UserRepository.class,
            users,
            "update",
            () -> {
              throw new ProcessEnded();
            });
    try (StreamCat server = builder(FailurePolicy.ROLL_BACK).storage(s -> s.users(dying)).build()) {
      assertThatExceptionOfType(ProcessEnded.class)
          .isThrownBy(() -> server.users().ensureStage(todd.id()));
    }
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      // A failed creation does not withdraw the request.
      aws.emulator().faults().add(FaultRule.error("ListStages", "AccessDeniedException"));
      assertThat(aws.recover(streamcat).failed()).containsOnlyKeys(todd.id());

      assertThat(aws.recover(streamcat).completed()).containsExactly(todd.id());

      Invariants.exactlyOneOfEach(aws, streamcat.users().find(todd.id()).orElseThrow());
      assertThat(aws.calls("CreateStage")).isEqualTo(1);
    }
  }

  @Test
  void ensureStage_unknownUser_isNotFound() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      assertThatExceptionOfType(UserNotFoundException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(UserId.of("nobody")));
    }
  }

  @Test
  void deprovision_liveChannel_removesEverything() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
      aws.emulator().startStream(todd.channel().arn());

      streamcat.users().deprovision(todd.id());

      assertThat(streamcat.users().find(todd.id())).isEmpty();
      Invariants.nothingBeyond(aws, List.of(ann));
      streamcat.users().deprovision(todd.id());
    }
  }

  @Test
  void deprovision_resourcesAlreadyGone_succeeds() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.reset();

      streamcat.users().deprovision(todd.id());

      assertThat(streamcat.users().find(todd.id())).isEmpty();
    }
  }

  @Test
  void deprovision_fails_isResumable() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .satisfies(e -> assertThat(e.leftBehind()).containsExactly(todd.channel().arn()));

      assertThat(streamcat.users().resume(todd.id())).isEmpty();
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void resume_duplicatesOfAnEarlierWorker_keepsOne() {
    try (StreamCat streamcat = streamCat(FailurePolicy.RESUME)) {
      aws.emulator()
          .faults()
          .add(FaultRule.error("CreateChannel", "ServiceQuotaExceededException"));
      UserId id = failed(streamcat, NewUser.of("todd", PASSWORD));
      // As if two creates of a dead server had both succeeded.
      Records.claim(users, id, "dead", aws.time().instant());
      var room = users.findById(id).orElseThrow().user().chatRoom();
      ChannelSettings same = ChannelSettings.builder().tags(room.tags()).build();
      Channel one = streamcat.channelService().create(room.name(), same);
      Channel two = streamcat.channelService().create(room.name(), same);

      User todd = streamcat.users().resume(id).orElseThrow();

      assertThat(todd.channel()).isIn(one, two);
      Invariants.exactlyOneOfEach(aws, todd);
    }
  }

  @Test
  void deprovision_liveChannel_isDeletedFirst() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      aws.emulator().startStream(todd.channel().arn());

      streamcat.users().deprovision(todd.id());

      assertThat(aws.emulator().requests())
          .extracting(RecordedRequest::operation)
          .containsSubsequence("DeleteStreamKey", "StopStream", "DeleteChannel", "DeleteRoom")
          .containsSubsequence("DeleteChannel", "DeleteStage");
    }
  }

  @Test
  void deprovision_anonymising_keepsTheIdPermanently() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK)
            .users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE))
            .build()) {
      NewUser form = NewUser.withId("4711").withUsername("todd");
      UserId id = streamcat.users().provision(form).id();

      streamcat.users().deprovision(id);
      streamcat.users().deprovision(id);

      assertThat(aws.emulator().resources()).isEmpty();
      User removed = streamcat.users().find(id).orElseThrow();
      assertThat(removed.state()).isEqualTo(UserState.REMOVED);
      assertThat(removed.username()).isNull();
      assertThat(streamcat.users().resume(id)).isEmpty();
      assertThatExceptionOfType(UserNotFoundException.class)
          .isThrownBy(() -> streamcat.users().ensureStage(id));
      assertThatExceptionOfType(DuplicateUserException.class)
          .isThrownBy(() -> streamcat.users().provision(form))
          .satisfies(e -> assertThat(e.field()).isEqualTo(DuplicateUserException.Field.ID))
          .satisfies(e -> assertThat(e.retryable()).isFalse());
      assertThat(streamcat.users().provision(NewUser.of("todd", PASSWORD)).state())
          .isEqualTo(UserState.ACTIVE);
    }
  }

  @Test
  void rollBack_anonymising_leavesNothing() {
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK)
            .users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE))
            .build()) {
      aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));

      UserId id = failed(streamcat, NewUser.of("todd", PASSWORD));

      assertThat(streamcat.users().find(id)).isEmpty();
    }
  }

  @Test
  void find_byResourceOrAll_returnsTheUsers() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));

      assertThat(streamcat.users().findByResource(todd.chatRoom().arn())).contains(todd);
      assertThat(streamcat.users().list()).containsExactlyInAnyOrder(todd, ann);
    }
  }

  @Test
  void anyChange_insideATransaction_isRejectedBeforeAnythingIsCreated() {
    User todd;
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
    }
    UserRepository joining =
        (UserRepository)
            Proxy.newProxyInstance(
                UserRepository.class.getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("isTransactionActive")) {
                    return true;
                  }
                  return method.invoke(users, arguments);
                });
    int requests = aws.emulator().requests().size();
    try (StreamCat streamcat =
        builder(FailurePolicy.ROLL_BACK).storage(s -> s.users(joining)).build()) {
      List<Runnable> changes =
          List.of(
              () -> streamcat.users().provision(NewUser.of("ann", PASSWORD)),
              () -> streamcat.users().deprovision(todd.id()),
              () -> streamcat.users().rotateStreamKey(todd.id()),
              () -> aws.recover(streamcat));
      for (Runnable change : changes) {
        assertThatExceptionOfType(StreamCatException.class)
            .isThrownBy(change::run)
            .withMessageContaining("inside a database transaction");
      }
    }
    assertThat(aws.emulator().requests()).hasSize(requests);
    assertThat(users.findByUsername("ann")).isEmpty();
  }

  private static final class ProcessEnded extends Error {
    private static final long serialVersionUID = 1L;
  }
}
