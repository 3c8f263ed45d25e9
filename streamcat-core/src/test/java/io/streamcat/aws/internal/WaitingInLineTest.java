package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls in the background of which one arrives while another one is at the gate. */
@Timeout(20)
@Guarantee("AWS-10")
class WaitingInLineTest {

  private static final Operation CREATE = new Operation("ivs", "CreateChannel", "todd");

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final Instant deadline = start.plusSeconds(30);
  private final List<Duration> pauses = new ArrayList<>();
  private final CallSettings settings = SimulatedCalls.settings(time, pauses);
  private int asked;
  private boolean isBetween;
  private Runnable arrival = () -> {};

  /** The second call arrives, and passes before anything else happens. */
  private void arrive() {
    if (!isBetween) {
      isBetween = true;
      arrival.run();
      isBetween = false;
    }
  }

  /** Grants each turn; the second call arrives while it is asked. */
  private CallLimiter.Turn grant() {
    asked++;
    arrive();
    return CallLimiter.Turn.granted(Duration.ZERO);
  }

  private CallGate gate(CallLimiter limiter, boolean awsOnly, CallSettings limits) {
    return CallGate.create(limiter, awsOnly, limits, new CallListener() {});
  }

  private void pass(CallGate gate, Instant latest) {
    var unused =
        CallScope.withPriority(
            CallPriority.BACKGROUND,
            () -> {
              gate.pass(CREATE, latest);
              return true;
            });
  }

  @Test
  void pass_anotherCallIsAhead_waitsItsIntervalWithoutAsking() {
    CallGate gate = gate((call, longestWait) -> grant(), false, settings);
    arrival =
        () ->
            assertThatExceptionOfType(ThrottledException.class)
                .isThrownBy(() -> pass(gate, start.plusMillis(199)));

    pass(gate, deadline);

    assertThat(asked).as("without the second call").isEqualTo(1);
  }

  @Test
  void pass_localCallWhileAnotherOneIsInLine_doesNotWaitForIt() {
    CallGate gates = gate((call, longestWait) -> grant(), true, settings);
    CallGate local = gates.at(URI.create("http://127.0.0.1:4577"), "home");
    arrival = () -> pass(local, deadline);

    pass(gates.at(null, "home"), deadline);

    assertThat(asked).as("the limiter is asked for the call to AWS").isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void pass_withoutALimitWhileAnotherCallIsAtTheGate_doesNotWaitForIt() {
    CallGate gate =
        gate(
            CallLimiter.unlimited(),
            false,
            SimulatedCalls.settings(new ClockOfArrivals(), settings.sleeper()));
    arrival = () -> pass(gate, deadline);

    pass(gate, deadline);

    assertThat(pauses).isEmpty();
  }

  /** The second call arrives at each reading. */
  private final class ClockOfArrivals extends Clock {

    @Override
    public Instant instant() {
      arrive();
      return time.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
