package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The attempts of one call in virtual time; the random half of each pause is drawn as one half. */
class AttemptsTest {

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Operation> repeated = new ArrayList<>();
  private final CallSettings settings = SimulatedCalls.settings(time, pauses);
  private final Operation operation = new Operation("ivs", "CreateChannel", "todd");

  private Attempts attempts(Instant deadline) {
    return new Attempts(
        SimulatedCalls.create(settings, () -> 0.5),
        new CallListener() {
          @Override
          public void onRepeat(Operation repetition) {
            repeated.add(repetition);
          }
        },
        operation,
        deadline);
  }

  @Test
  void another_throttled_pausesLongerEachTimeUpToFiveSeconds() {
    Attempts attempts = attempts(start.plusSeconds(3_600));

    for (int i = 0; i < 13; i++) {
      assertThat(attempts.another(CallOutcome.THROTTLED)).isTrue();
    }

    assertThat(pauses.subList(0, 7))
        .extracting(Duration::toMillis)
        .containsExactly(75L, 150L, 300L, 600L, 1_200L, 2_400L, 3_750L);
    assertThat(pauses.subList(6, 13)).containsOnly(Duration.ofMillis(3_750));
    assertThat(repeated).hasSize(13).containsOnly(operation);
  }

  @Test
  void another_pauseWouldPassTheDeadline_isFalseAndReportsNothing() {
    Attempts attempts = attempts(start.plusMillis(100));

    assertThat(attempts.another(CallOutcome.THROTTLED)).isTrue();
    assertThat(attempts.another(CallOutcome.THROTTLED)).isFalse();

    assertThat(repeated).hasSize(1);
  }

  @Test
  void another_rejected_isFalse() {
    assertThat(attempts(start.plusSeconds(30)).another(CallOutcome.REJECTED)).isFalse();
    assertThat(pauses).isEmpty();
  }

  @Test
  void another_wrongClock_isTrueTwice() {
    Attempts attempts = attempts(start.plusSeconds(30));

    assertThat(attempts.another(CallOutcome.CLOCK_SKEW)).isTrue();
    assertThat(attempts.another(CallOutcome.CLOCK_SKEW)).isTrue();
    assertThat(attempts.another(CallOutcome.CLOCK_SKEW)).isFalse();
    assertThat(attempts.another(CallOutcome.THROTTLED)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNKNOWN", "NOT_SENT"})
  void another_inAScopeWithoutRetries_isFalse(CallOutcome outcome) {
    Attempts attempts = attempts(start.plusSeconds(30));

    assertThat(CallScope.withoutRepeating(() -> attempts.another(outcome))).isFalse();
    assertThat(pauses).isEmpty();
  }

  @Test
  void another_wrongClockInAScopeWithoutRetries_isTrue() {
    Attempts attempts = attempts(start.plusSeconds(30));

    assertThat(CallScope.withoutRepeating(() -> attempts.another(CallOutcome.CLOCK_SKEW))).isTrue();
  }
}
