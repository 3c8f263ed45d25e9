package io.streamcat.provisioning.internal;

import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.spare;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
}
