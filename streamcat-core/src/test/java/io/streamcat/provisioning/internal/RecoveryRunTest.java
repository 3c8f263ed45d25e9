package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The limits of a recovery run, which apply to all its threads together. */
class RecoveryRunTest {

  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

  private final RecoveryRun run = new RecoveryRun(1, NOW.plus(Duration.ofMinutes(1)));

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
}
