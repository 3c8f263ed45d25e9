package io.streamcat.aws;

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
}
