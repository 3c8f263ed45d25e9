package io.streamcat.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import java.time.Duration;
import java.util.Locale;

/**
 * Metrics of AWS calls: durations by outcome, retries, and waits for the rate limiter.
 *
 * @param registry the registry of the meters
 */
record CallMetrics(MeterRegistry registry) implements CallListener {

  @Override
  public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
    registry
        .timer(
            "streamcat.aws.calls",
            "operation",
            operation.name(),
            "outcome",
            outcome.name().toLowerCase(Locale.ROOT))
        .record(duration);
  }

  @Override
  public void onRepeat(Operation operation) {
    registry.counter("streamcat.aws.retries", "operation", operation.name()).increment();
  }

  @Override
  public void onWait(Operation operation, Duration duration) {
    registry.timer("streamcat.aws.waits", "operation", operation.name()).record(duration);
  }
}
