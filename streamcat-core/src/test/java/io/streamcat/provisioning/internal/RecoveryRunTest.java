package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.queued;
import static io.streamcat.repository.SampleRecords.spare;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.exception.AwsException;
import io.streamcat.exception.AwsFailure;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of a recovery run, which apply to all its threads together. */
class RecoveryRunTest {

  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

  private final RecoveryRun run = new RecoveryRun(1, NOW.plus(Duration.ofMinutes(1)), user -> true);

  @Test
  void begin_limitReached_addsNoUser() {
    assertThat(run.begin("first", NOW)).isTrue();

    assertThat(run.begin("second", NOW)).isFalse();
    assertThat(run.isNew("second")).isTrue();
    assertThat(run.report(Optional.empty()).stopped())
        .isEqualTo("the limit of 1 users was reached");
  }

  @Test
  void begin_timeLimitReached_addsNoUser() {
    assertThat(run.begin("first", NOW.plus(Duration.ofMinutes(1)))).isFalse();

    assertThat(run.report(Optional.empty()).stopped()).isEqualTo("its time limit was reached");
  }

  @Test
  void isOver_progressReturnsFalse_isTrue() {
    List<RecoveryReport> reports = new ArrayList<>();
    RecoveryRun ending =
        new RecoveryRun(
            100,
            NOW.plus(Duration.ofMinutes(1)),
            user -> {
              reports.add(user);
              return user.failed().isEmpty();
            });
    StreamCatException failure = new StreamCatException("on purpose", true, null);

    ending.fail(spare("spare"), failure);
    assertThat(ending.isOver(NOW)).isFalse();
    ending.fail(active("user", null), failure);

    assertThat(ending.isOver(NOW)).isTrue();
    assertThat(reports)
        .extracting(RecoveryReport::failed)
        .containsExactly(Map.of(), Map.of(active("user", null).id(), failure));
    assertThat(ending.report(Optional.empty()).stopped()).isEqualTo("the caller ended it");
  }

  @Test
  void isNew_begunUser_isFalse() {
    assertThat(run.isNew("first")).isTrue();
    assertThat(run.begin("first", NOW)).isTrue();

    assertThat(run.isNew("first")).isFalse();
  }

  @Test
  void withdraw_begunUser_isNewAgainAndLeavesTheLimit() {
    assertThat(run.begin("first", NOW)).isTrue();

    run.withdraw("first");

    assertThat(run.isNew("first")).isTrue();
    assertThat(run.begin("second", NOW)).isTrue();
  }

  @Test
  void isOver_equalFailuresInARow_isTrueAtTheLimit() {
    RecoveryRun failing = new RecoveryRun(100, NOW.plus(Duration.ofMinutes(1)), user -> true);

    failing.fail(spare("spare"), new StreamCatException("unlike the others", true, null));
    for (int i = 1; i < Recovery.EQUAL_FAILURES; i++) {
      failing.fail(active("user-" + i, null), new StorageException("failure " + i, true, null));
    }
    assertThat(failing.isOver(NOW)).isFalse();
    failing.fail(active("last", null), new StorageException("the last failure", true, null));

    assertThat(failing.isOver(NOW)).isTrue();
    assertThat(failing.report(Optional.empty()).stopped())
        .isEqualTo(Recovery.EQUAL_FAILURES + " users in a row failed alike: StorageException");
    assertThat(failing.report(Optional.empty()).failed())
        .as("without the spare")
        .hasSize(Recovery.EQUAL_FAILURES);
  }

  private static WorkResult failed(StreamCatException... failures) {
    UserRecord todd = provisioning("todd", "todd", null);
    return WorkResult.of(
        todd,
        Stream.of(failures)
            .map(failure -> TaskResult.failed(todd.pending().list().get(0), failure))
            .toList());
  }

  @Test
  void add_results_areReportedByTheStateOfTheUser() {
    UserRecord completed = complete("completed", "ann");
    UserRecord waiting = queued("waiting", "ben");
    UserRecord gone = active("gone", "cat");

    run.add(WorkResult.of(completed, List.of()));
    run.add(WorkResult.of(waiting, List.of()));
    run.add(WorkResult.gone(gone));
    run.add(WorkResult.of(spare("spare"), List.of()));
    run.add(WorkResult.gone(spare("removed spare")));

    assertThat(run.report(Optional.of("the account is unknown")))
        .isEqualTo(
            new RecoveryReport(
                List.of(completed.id()),
                List.of(gone.id()),
                List.of(waiting.id()),
                Map.of(),
                null,
                "the account is unknown"));
  }

  @Test
  void add_oneFailure_isReportedItself() {
    StorageException failure = new StorageException("away", true, null);

    run.add(failed(failure));

    assertThat(run.report(Optional.empty()).failed())
        .containsExactly(Map.entry(UserId.of("todd"), failure));
    assertThat(run.report(Optional.empty()).waiting()).isEmpty();
  }

  @Test
  void add_severalFailures_areReportedTogether() {
    StorageException first = new StorageException("first", true, null);
    StorageException second = new StorageException("second", true, null);

    run.add(failed(first, second));

    assertThat(run.report(Optional.empty()).failed().get(UserId.of("todd")))
        .isInstanceOfSatisfying(
            ProvisioningException.class,
            e -> assertThat(e.getMessage()).contains("first").contains("second"));
  }

  private static AwsException aws(String operation, String user) {
    return new AwsException(new AwsFailure("ivs", operation, user, "no", null, 0), "", true, null);
  }

  /** Failures of users are alike if the same call of AWS fails with the same exception. */
  @Test
  void isOver_sameCallFailsForDifferentReasonsOfUsers_isTrueAtTheLimit() {
    RecoveryRun failing = new RecoveryRun(100, NOW.plus(Duration.ofMinutes(1)), user -> true);

    failing.fail(active("first", null), aws("CreateRoom", "first"));
    for (int i = 1; i < Recovery.EQUAL_FAILURES; i++) {
      failing.add(failed(aws("CreateStage", "user-" + i)));
    }
    assertThat(failing.isOver(NOW)).isFalse();
    failing.add(failed(aws("CreateStage", "a"), aws("CreateStage", "b")));

    assertThat(failing.isOver(NOW)).isTrue();
    assertThat(failing.report(Optional.empty()).stopped())
        .isEqualTo(
            Recovery.EQUAL_FAILURES + " users in a row failed alike: AwsException by CreateStage");
  }

  @Test
  void isOver_aUserSucceedsBetween_isFalse() {
    RecoveryRun failing = new RecoveryRun(100, NOW.plus(Duration.ofMinutes(1)), user -> true);

    for (int i = 1; i < Recovery.EQUAL_FAILURES; i++) {
      failing.add(failed(aws("CreateStage", "user-" + i)));
    }
    failing.add(WorkResult.of(complete("completed", "ann"), List.of()));
    failing.add(failed(aws("CreateStage", "last")));

    assertThat(failing.isOver(NOW)).isFalse();
  }

  @Test
  void begin_interruptedThread_addsNoUser() {
    Thread.currentThread().interrupt();

    assertThat(run.begin("first", NOW)).isFalse();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.report(Optional.empty()).stopped()).isEqualTo("the thread was interrupted");
    assertThat(run.begin("first", NOW)).as("a run that has stopped stays so").isFalse();
  }
}
