package io.streamcat.aws;

import io.streamcat.testing.VirtualTime;
import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Calls of AWS whose behaviour is the same in every run. */
public final class SimulatedCalls {

  private SimulatedCalls() {}

  /**
   * Creates an instance without limits on calls a second.
   *
   * @param settings timeouts and time
   * @param jitter draws numbers from 0 to 1
   * @return a new instance
   */
  public static AwsCalls create(CallSettings settings, DoubleSupplier jitter) {
    return AwsCalls.create(settings, new CallListener() {}, CallLimiter.unlimited())
        .jitteredBy(jitter);
  }

  /** Returns the standard limits in virtual time. */
  public static <T extends Clock & Sleeper> CallSettings settings(T time) {
    return settings(time, time);
  }

  /** Returns the standard limits in virtual time, which records each pause. */
  public static CallSettings settings(VirtualTime time, List<Duration> pauses) {
    return settings(
        time,
        pause -> {
          pauses.add(pause);
          time.sleep(pause);
        });
  }

  /** Returns the standard limits with a clock and a sleeper. */
  public static CallSettings settings(Clock clock, Sleeper sleeper) {
    CallSettings standard = CallSettings.defaults();
    return new CallSettings(
        clock,
        sleeper,
        standard.callTimeout(),
        standard.operationTimeout(),
        standard.consistencyWindow());
  }
}
