package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resumed and repeated registrations, and finding users. */
class LifecycleTest extends LifecycleFixture {

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
}
