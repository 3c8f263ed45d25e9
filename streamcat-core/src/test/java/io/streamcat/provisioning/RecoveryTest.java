package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The backoff, limits, parallelism and interruption of recovery. */
@Guarantee({"LEASE-07", "LEASE-08", "LEASE-09"})
class RecoveryTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(FailurePolicy.RESUME));
  }

  /** Registers users whose stage cannot be created. */
  private List<UserId> unfinished(StreamCat streamcat, int count) {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification").times(count));
    return IntStream.range(0, count).mapToObj(i -> unfinished(streamcat, "viewer" + i)).toList();
  }

  private static UserId unfinished(StreamCat streamcat, String name) {
    try {
      streamcat.users().provision(NewUser.of(name, PASSWORD));
      throw new AssertionError("should have failed");
    } catch (ProvisioningException e) {
      return new UserId(e.userId());
    }
  }

  private UserRecord stored(UserId id) {
    return users.findById(id).orElseThrow();
  }

  @Test
  void run_taskFailsAgain_isRetriedAfterDoublingPauses() {
    try (StreamCat streamcat = builder().build()) {
      UserId id = unfinished(streamcat, 1).get(0);
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification").times(0));

      for (int attempts = 2; attempts < 6; attempts++) {
        Duration pause = Duration.ofSeconds(15).multipliedBy(1L << (attempts - 2));
        aws.time().advance(pause.minusSeconds(1));
        assertThat(streamcat.recovery().run().isEmpty()).as("before %s", pause).isTrue();
        aws.time().advance(Duration.ofSeconds(1));
        assertThat(streamcat.recovery().run().failed()).containsOnlyKeys(id);
        assertThat(stored(id).pending().attempts()).isEqualTo(attempts);
      }
    }
  }

  @Test
  void run_permanentlyFailingUsers_doNotBlockNewerOnes() {
    try (StreamCat streamcat = builder().build()) {
      List<UserId> hopeless = unfinished(streamcat, 3);
      aws.time().advance(Duration.ofMinutes(1));
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification").times(3));
      streamcat.recovery().run();
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));
      UserId newer = unfinished(streamcat, "newcomer");
      aws.time().advance(Duration.ofSeconds(16));

      RecoveryReport report = streamcat.recovery().run();

      assertThat(report.completed()).containsExactly(newer);
      assertThat(stored(hopeless.get(0)).isComplete()).isFalse();
    }
  }

  @Test
  void run_oneTaskIsDoneAndAnotherOneIsDueLater_reportsTheUserAsWaiting() {
    try (StreamCat streamcat = builder().build()) {
      UserId id = unfinished(streamcat, 1).get(0);
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));
      aws.emulator().faults().add(FaultRule.error("CreateStreamKey", "PendingVerification"));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().rotateStreamKey(id));
      aws.time().advance(Duration.ofSeconds(15));

      RecoveryReport report = streamcat.recovery().run();

      assertThat(stored(id).pending().list())
          .singleElement()
          .extracting(task -> task.progress().attempts())
          .isEqualTo(2);
      assertThat(report.completed()).isEmpty();
      assertThat(report.waiting()).containsExactly(id);
      assertThat(aws.recover(streamcat).completed()).containsExactly(id);
    }
  }

  @Test
  void run_fiveEqualFailuresInARow_stopsWithTheReason() {
    try (StreamCat streamcat = builder().executor(Runnable::run).build()) {
      unfinished(streamcat, 12);
      aws.emulator().faults().add(FaultRule.error("CreateStage", "AccessDeniedException").times(0));

      RecoveryReport report = aws.recover(streamcat);

      assertThat(report.failed()).hasSize(Recovery.EQUAL_FAILURES);
      assertThat(report.stopped())
          .isEqualTo("5 users in a row failed alike: AccessDeniedException by CreateStage");
      aws.emulator().faults().clear();
      assertThat(aws.recover(streamcat).completed()).hasSize(12);
    }
  }

  @Test
  void run_moreUsersThanTheLimit_stopsAtTheLimit() {
    try (StreamCat streamcat = builder().build()) {
      unfinished(streamcat, 5);
      aws.time().advance(Duration.ofHours(1));

      RecoveryReport report = streamcat.recovery().run(2, Duration.ofMinutes(1));

      assertThat(report.completed()).hasSize(2);
      assertThat(report.stopped()).isEqualTo("the limit of 2 users was reached");
      assertThat(streamcat.recovery().run().completed()).hasSize(3);
    }
  }

  @Test
  void run_limitOfOne_appliesToAllThreads() {
    try (StreamCat streamcat = builder().build()) {
      List<UserId> ids = unfinished(streamcat, 4);
      aws.time().advance(Duration.ofHours(1));

      for (int left = ids.size() - 1; left > 0; left--) {
        RecoveryReport report = streamcat.recovery().run(1, Duration.ofMinutes(1));

        assertThat(report.completed()).hasSize(1);
        assertThat(report.stopped()).isEqualTo("the limit of 1 users was reached");
      }
    }
  }

  @Test
  void run_asManyUsersAsTheLimit_isComplete() {
    try (StreamCat streamcat = builder().build()) {
      unfinished(streamcat, 3);
      aws.time().advance(Duration.ofHours(1));

      RecoveryReport report = streamcat.recovery().run(3, Duration.ofMinutes(1));

      assertThat(report.completed()).hasSize(3);
      assertThat(report.stopped()).isNull();
    }
  }

  @Test
  void run_timeLimitReached_stops() {
    try (StreamCat streamcat =
        builder()
            .executor(Runnable::run)
            .users(u -> u.listener(step -> aws.time().advance(Duration.ofSeconds(1))))
            .build()) {
      unfinished(streamcat, 5);
      aws.time().advance(Duration.ofHours(1));

      RecoveryReport report = streamcat.recovery().run(100, Duration.ofSeconds(2));

      assertThat(report.completed()).hasSizeBetween(1, 2);
      assertThat(report.stopped()).isEqualTo("its time limit was reached");
    }
  }

  @Test
  void run_interrupted_endsWithoutOverwriting() {
    try (StreamCat streamcat = builder().build()) {
      List<UserId> ids = unfinished(streamcat, 8);
      List<Optional<String>> problems =
          ids.stream().map(id -> stored(id).pending().problem()).toList();
      aws.time().advance(Duration.ofHours(1));
      Thread.currentThread().interrupt();

      RecoveryReport report = streamcat.recovery().run();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(report.isEmpty()).isTrue();
      assertThat(report.stopped()).isEqualTo("the thread was interrupted");
      assertThat(ids.stream().map(id -> stored(id).pending().problem()).toList())
          .isEqualTo(problems);
      assertThat(streamcat.recovery().run().completed()).hasSize(8);
    }
  }

  @Test
  void run_severalUsers_processesThemInParallel() throws Exception {
    try (StreamCat streamcat = builder().build()) {
      unfinished(streamcat, 8);
      aws.time().advance(Duration.ofHours(1));
    }
    CountDownLatch together = new CountDownLatch(Recovery.PARALLELISM);
    Set<String> threads = ConcurrentHashMap.newKeySet();
    AtomicBoolean met = new AtomicBoolean();
    try (StreamCat streamcat =
        builder()
            .users(
                u ->
                    u.listener(
                        step -> {
                          if (step.phase() == ProvisioningStep.Phase.CREATING
                              && threads.add(step.userId().value())) {
                            together.countDown();
                            try {
                              met.compareAndSet(false, together.await(20, TimeUnit.SECONDS));
                            } catch (InterruptedException e) {
                              throw new IllegalStateException(e);
                            }
                          }
                        }))
            .build()) {
      assertThat(streamcat.recovery().run().completed()).hasSize(8);
    }
    assertThat(met).isTrue();
  }

  @Test
  void run_removalHookFails_isRetriedAndCountsAsFailing() {
    AtomicReference<String> row = new AtomicReference<>("a row that refers to the user");
    try (StreamCat streamcat =
        builder()
            .users(
                u ->
                    u.removalHook(
                        user -> {
                          assertThat(user.state()).isEqualTo(UserState.DEPROVISIONING);
                          if (row.get() != null) {
                            throw new StreamCatException("orders of the user are open", true, null);
                          }
                        }))
            .build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .withMessageContaining("could not be removed completely; recovery will")
          .withMessageContaining("orders of the user are open");
      assertThat(aws.emulator().resources()).isEmpty();
      for (int i = 0; i < 5; i++) {
        assertThat(aws.recover(streamcat).failed()).containsOnlyKeys(todd.id());
      }
      assertThat(users.counts(aws.time().instant()).failing()).isEqualTo(1);
      row.set(null);
      assertThat(aws.recover(streamcat).removed()).containsExactly(todd.id());
      assertThat(users.counts(aws.time().instant()).failing()).isZero();
    }
  }

  @Test
  void provision_idOfAnAnonymisedIncompleteUser_isRejected() {
    try (StreamCat streamcat =
        builder().users(u -> u.removalPolicy(RemovalPolicy.ANONYMISE)).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      Records.change(
          users,
          todd.id(),
          record -> record.lost(ResourceKind.STAGE, aws.time().instant(), aws.time().instant()));
      streamcat.realTimeService().delete(todd.stage().arn());

      streamcat.users().deprovision(todd.id());

      assertThat(stored(todd.id()).state()).isEqualTo(UserState.REMOVED);
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> streamcat.users().provision(NewUser.withId("todd")))
          .withMessageContaining("is taken");
      Invariants.nothingBeyond(aws, List.of());
    }
  }
}
