package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.UnreliableStore;
import io.streamcat.testing.UnreliableStore.Failing;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Users registered in bulk: queued without a call of AWS, and completed by recovery. */
@Guarantee({"BULK-01", "BULK-02", "BULK-03"})
class BulkRegistrationTest extends LifecycleFixture {

  private static NewUser user(String id) {
    return NewUser.withId(id);
  }

  private static Stream<NewUser> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> user("user-" + i));
  }

  @Test
  void enqueue_newUsers_callsNothingAndRecoveryCompletesThem() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      EnqueueReport report = streamcat.users().enqueue(users(12));

      assertThat(report).isEqualTo(new EnqueueReport(12, 0, Map.of()));
      assertThat(aws.calls("CreateChannel")).isZero();
      assertThat(streamcat.users().list())
          .hasSize(12)
          .allMatch(user -> user.state() == UserState.QUEUED);
      Backlog backlog = streamcat.users().backlog();
      assertThat(backlog.waiting()).isEqualTo(12);
      assertThat(backlog.problems()).isEmpty();
      assertThat(backlog.expectedTime()).isEqualTo(Duration.ofMillis(2400));

      assertThat(streamcat.recovery().run().completed()).hasSize(12);

      assertThat(streamcat.users().backlog()).isEqualTo(new Backlog(0, Map.of(), Duration.ZERO));
      streamcat.users().list().forEach(user -> Invariants.exactlyOneOfEach(aws, user));
      Invariants.nothingBeyond(aws, streamcat.users().list().toList());
    }
  }

  @Test
  void enqueue_idempotencyKeyOfAnotherUser_isReportedAndTheOthersAreQueued() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().enqueue(Stream.of(new NewUser(UserId.of("ann"), null, null, "form-1")));
      NewUser reusing = new NewUser(UserId.of("todd"), null, null, "form-1");

      EnqueueReport report =
          streamcat.users().enqueue(Stream.of(user("before"), reusing, user("after")));

      assertThat(report.queued()).isEqualTo(2);
      assertThat(report.rejected()).containsOnlyKeys(1);
      assertThat(report.rejected().get(1)).hasMessageContaining("was used for another user");
    }
  }

  @Test
  void enqueue_moreThanABatch_queuesAll() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      int count = UserRepository.PAGE + 1;

      assertThat(streamcat.users().enqueue(users(count)).queued()).isEqualTo(count);
      assertThat(streamcat.users().list()).hasSize(count);
    }
  }

  @Test
  void recovery_queuedUserFails_isRepeatedUnderEitherPolicyAndNeverRolledBack() {
    for (FailurePolicy policy : FailurePolicy.values()) {
      aws.reset();
      try (StreamCat streamcat = streamCat(policy)) {
        UserId id = new UserId("todd-" + policy);
        streamcat.users().enqueue(Stream.of(user(id.value())));
        aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));

        assertThat(streamcat.recovery().run().failed()).containsOnlyKeys(id);
        Backlog backlog = streamcat.users().backlog();
        assertThat(backlog.waiting()).isOne();
        assertThat(backlog.problems()).containsOnlyKeys(id);
        assertThat(backlog.problems().get(id)).contains("PendingVerification");

        assertThat(aws.recover(streamcat).completed()).containsExactly(id);
        assertThat(streamcat.users().find(id).orElseThrow().stage()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Failing.class)
  void recovery_storeFailsAtEachCall_completesTheUserLater(Failing failing) {
    boolean hasFailed = true;
    for (int call = 1; hasFailed; call++) {
      UnreliableStore store = new UnreliableStore(failing, call);
      UserId id = new UserId("user-" + call);
      try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK);
          StreamCat dying = aws.streamCat().storage(s -> s.users(store.of(users))).build()) {
        streamcat.users().enqueue(Stream.of(user(id.value())));
        try {
          dying.recovery().run();
        } catch (StorageException e) {
          assertThat(e.retryable()).isTrue();
        }
        hasFailed = store.hasFailed();

        aws.recover(streamcat);

        Invariants.exactlyOneOfEach(aws, streamcat.users().find(id).orElseThrow());
        Invariants.nothingBeyond(aws, streamcat.users().list().toList());
      }
    }
  }

  @Test
  void recovery_crashedSignUpBehindAQueue_comesFirst() {
    try (StreamCat streamcat = builder(FailurePolicy.RESUME).executor(Runnable::run).build()) {
      streamcat.users().enqueue(users(150));
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));
      UserId crashed = failed(streamcat, NewUser.of("todd", PASSWORD));
      aws.time().advance(Duration.ofMinutes(5));

      assertThat(streamcat.recovery().run(1, Duration.ofHours(1)).completed())
          .containsExactly(crashed);
    }
  }

  @Test
  void enqueue_sameUsersAgain_countsThemAsRepeated() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().enqueue(users(3));
      streamcat.recovery().run(1, Duration.ofHours(1));

      EnqueueReport report = streamcat.users().enqueue(users(5));

      assertThat(report).isEqualTo(new EnqueueReport(2, 3, Map.of()));
      assertThat(streamcat.users().list()).hasSize(5);
    }
  }

  @Test
  void enqueue_userWhoseRegistrationFailed_isNoLongerRolledBack() {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));
    NewUser todd = user("todd");
    try (StreamCat resuming = streamCat(FailurePolicy.RESUME);
        StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      UserId id = failed(resuming, todd);

      assertThat(streamcat.users().enqueue(Stream.of(todd)).repeated()).isOne();

      assertThat(streamcat.users().find(id).orElseThrow().state()).isEqualTo(UserState.QUEUED);
      assertThat(aws.recover(streamcat).completed()).containsExactly(id);
    }
  }

  @Test
  void enqueue_invalidAndTakenUsers_areRejectedWithTheirPositions() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().provision(user("1").withUsername("todd"));

      EnqueueReport report =
          streamcat
              .users()
              .enqueue(
                  Stream.of(
                      user("2"),
                      user("3").withUsername("Todd"),
                      user("4").withUsername("-"),
                      user("5").withUsername("ada"),
                      user("6").withUsername("ADA")));

      assertThat(report.queued()).isEqualTo(2);
      assertThat(report.rejected()).containsOnlyKeys(1, 2, 4);
      assertThat(report.rejected().get(1)).isInstanceOf(DuplicateUserException.class);
      assertThat(report.rejected().get(2)).isInstanceOf(InvalidInputException.class);
      assertThat(report.rejected().get(4)).isInstanceOf(DuplicateUserException.class);
    }
  }

  @Test
  void enqueue_lostAnswerOfTheStore_queuesEachUserOnce() {
    UnreliableStore losing = new UnreliableStore(Failing.ONCE_AFTER, 2);
    try (StreamCat streamcat = aws.streamCat().storage(s -> s.users(losing.of(users))).build()) {
      assertThat(streamcat.users().enqueue(users(3))).isEqualTo(new EnqueueReport(3, 0, Map.of()));

      assertThat(losing.hasFailed()).isTrue();
      assertThat(streamcat.users().list()).hasSize(3);
    }
  }

  @Test
  void enqueue_storeIsAway_throwsAndMayBeRepeated() {
    UnreliableStore away = new UnreliableStore(Failing.AWAY_AFTER, 2);
    try (StreamCat failing = aws.streamCat().storage(s -> s.users(away.of(users))).build();
        StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      assertThatThrownBy(() -> failing.users().enqueue(users(3)))
          .isInstanceOf(StorageException.class);

      assertThat(streamcat.users().enqueue(users(4))).isEqualTo(new EnqueueReport(1, 3, Map.of()));
    }
  }

  /** The answer to the batch is lost, and the store is away for single inserts afterwards. */
  @Test
  void enqueue_storeIsAwayAfterALostAnswer_isThrown() {
    UserRepository losing = new UnreliableStore(Failing.ONCE_AFTER, 2).of(users);
    UserRepository store =
        InterceptingProxy.calls(
            UserRepository.class,
            losing,
            (method, arguments) -> {
              if (method.equals("insert")) {
                throw new StorageException("the store is away", true, null);
              }
            });
    try (StreamCat failing = aws.streamCat().storage(s -> s.users(store)).build()) {
      assertThatThrownBy(() -> failing.users().enqueue(users(3)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("the store is away");
    }
    assertThat(users.page(null, 10)).hasSize(3);
  }

  @Test
  void provision_queuedUser_isCompletedAtOnce() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().enqueue(users(1));

      User user = streamcat.users().provision(user("user-0"));

      assertThat(user.state()).isEqualTo(UserState.ACTIVE);
      assertThat(user.channel()).isNotNull();
      assertThat(streamcat.users().backlog().waiting()).isZero();
    }
  }

  @Test
  void ensureStage_queuedUser_completesTheUserFirst() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().enqueue(users(1));

      assertThat(streamcat.users().ensureStage(new UserId("user-0")).channel()).isNotNull();
    }
  }

  @Test
  void deprovision_queuedUser_leavesNothing() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      streamcat.users().enqueue(users(1));

      streamcat.users().deprovision(new UserId("user-0"));

      assertThat(streamcat.users().list()).isEmpty();
    }
  }

  @Test
  void cancelQueued_usersWithoutWork_areRemovedAndTheOthersAreCompleted() {
    try (StreamCat streamcat = streamCat(FailurePolicy.ROLL_BACK)) {
      UserId begun = new UserId("user-0");
      streamcat.users().enqueue(users(1));
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));
      streamcat.recovery().run();
      streamcat.users().enqueue(users(4));
      streamcat.users().provision(user("other"));

      assertThat(streamcat.users().cancelQueued()).isEqualTo(3);

      assertThat(streamcat.users().list().map(user -> Map.entry(user.id().value(), user.state())))
          .containsExactlyInAnyOrder(
              entry("user-0", UserState.QUEUED), entry("other", UserState.ACTIVE));
      assertThat(aws.recover(streamcat).completed()).containsExactly(begun);
      assertThat(streamcat.users().cancelQueued()).isZero();
    }
  }
}
