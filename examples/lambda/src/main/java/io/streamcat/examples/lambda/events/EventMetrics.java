package io.streamcat.examples.lambda.events;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.ingest.EventIngesterListener;
import io.streamcat.examples.lambda.observability.EmbeddedMetrics;
import io.streamcat.exception.InvalidInputException;
import java.time.Duration;

/** The metrics of the events of one invocation at a time. */
final class EventMetrics implements EventIngesterListener {

  private static final double MILLIS = 1_000;

  private EmbeddedMetrics metrics = new EmbeddedMetrics();

  @Override
  public void onStored(IvsEvent event, Duration lag) {
    metrics.count("EventsStored", 1).longest("EventLag", lag.toMillis() / MILLIS);
  }

  @Override
  public void onRejected(InvalidInputException cause) {
    metrics.count("EventsRefused", 1);
  }

  @Override
  public void onFailed(int events, RuntimeException cause) {
    metrics.count("EventsFailed", events);
  }

  void onForeign(int events) {
    if (events > 0) {
      metrics.count("EventsForeign", events);
    }
  }

  /** Counts the messages of a batch for which there is no database. */
  void onUnavailable(int events) {
    metrics.count("EventsFailed", events);
  }

  /** Prints the metrics, and begins anew for the next invocation. */
  void print(String function, String requestId) {
    metrics.print(function, requestId);
    metrics = new EmbeddedMetrics();
  }
}
