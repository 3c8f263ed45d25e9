package io.streamcat.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import java.time.Duration;
import java.util.Locale;

/**
 * Counts the calls of AWS that fail, throttles among them, and those that are repeated, and times
 * those that had to wait for their turn.
 *
 * @param registry keeps the counts
 */
record CallMetrics(MeterRegistry registry) implements CallListener {

  @Override
  public void onFailure(Operation operation, CallOutcome outcome) {
    registry
        .counter(
            "streamcat.aws.failures",
            "operation",
            operation.name(),
            "outcome",
            outcome.name().toLowerCase(Locale.ROOT))
        .increment();
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
