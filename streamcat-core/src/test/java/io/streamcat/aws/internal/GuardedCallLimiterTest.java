package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.Operation;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A limiter that fails while a test says so, and otherwise refuses every turn. */
@Guarantee("AWS-10")
class GuardedCallLimiterTest {

  private static final CallLimiter.Turn REFUSED = CallLimiter.Turn.refused(Duration.ofHours(1));

  private final VirtualTime time = new VirtualTime();
  private final CallLimiter.Call call =
      new CallLimiter.Call(
          "home", new Operation("ivs", "CreateChannel", "todd"), CallPriority.FOREGROUND);
  private boolean isAway;
  private int asked;
  private final CallLimiter guarded =
      new GuardedCallLimiter(
          new CallLimiter() {
            @Override
            public Turn reserve(Call reserved, Duration longestWait) {
              return answer();
            }

            @Override
            public Turn pace(Call paced, Duration longestWait) {
              return answer();
            }

            @Override
            public void count(Call counted) {
              answer();
            }

            @Override
            public void giveBack(Call unused) {
              answer();
            }
          },
          SimulatedCalls.settings(time));

  private CallLimiter.Turn answer() {
    asked++;
    if (isAway) {
      throw new IllegalStateException("the store is away");
    }
    return REFUSED;
  }

  @Test
  void reserve_limiterIsAway_isAskedAgainAfterASecond() {
    isAway = true;

    assertThat(guarded.reserve(call, Duration.ZERO).isGranted()).isTrue();
    assertThat(guarded.pace(call, Duration.ZERO).isGranted()).isTrue();
    guarded.count(call);
    guarded.giveBack(call);
    time.advance(Duration.ofMillis(999));
    assertThat(guarded.reserve(call, Duration.ZERO).isGranted()).isTrue();
    assertThat(asked).isEqualTo(1);

    time.advance(Duration.ofMillis(1));
    assertThat(guarded.reserve(call, Duration.ofSeconds(9)).isGranted()).isTrue();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void reserve_limiterHasRecovered_isAskedForEachCall() {
    isAway = true;
    guarded.count(call);
    isAway = false;
    time.advance(Duration.ofSeconds(1));

    assertThat(guarded.reserve(call, Duration.ZERO)).isEqualTo(REFUSED);
    assertThat(guarded.pace(call, Duration.ZERO)).isEqualTo(REFUSED);
    guarded.count(call);
    guarded.giveBack(call);

    assertThat(asked).isEqualTo(5);
  }
}
