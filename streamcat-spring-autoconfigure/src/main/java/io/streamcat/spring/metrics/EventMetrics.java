package io.streamcat.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.ingest.EventIngesterListener;
import io.streamcat.exception.InvalidInputException;
import java.time.Duration;

/**
 * Metrics of events: their lag by type, and the numbers of unchanged, rejected and failed events.
 *
 * @param registry the registry of the meters
 */
record EventMetrics(MeterRegistry registry) implements EventIngesterListener {

  @Override
  public void onStored(IvsEvent event, Duration lag) {
    registry.timer("streamcat.events.lag", "type", event.getClass().getSimpleName()).record(lag);
  }

  @Override
  public void onUnchanged(int events) {
    registry.counter("streamcat.events.unchanged").increment(events);
  }

  @Override
  public void onRejected(InvalidInputException cause) {
    registry.counter("streamcat.events.rejected").increment();
  }

  @Override
  public void onFailed(int events, RuntimeException cause) {
    registry.counter("streamcat.events.failed").increment(events);
  }
}
