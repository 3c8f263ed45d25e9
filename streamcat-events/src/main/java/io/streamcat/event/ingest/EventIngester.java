package io.streamcat.event.ingest;

import io.streamcat.broadcast.EventSink;
import java.time.Clock;
import java.util.List;

/**
 * An ingester that stores arriving events and reports which of them must be redelivered.
 *
 * <pre>{@code
 * EventIngester ingester = EventIngester.create(broadcasts);
 * for (EventOutcome outcome : ingester.ingest(List.of(json))) {
 *   if (outcome.status() == EventOutcome.Status.FAILED) {
 *     log.warn("The event must be redelivered", outcome.cause());
 *   }
 * }
 * }</pre>
 *
 * <p>It connects a source of events, such as a queue, with {@link
 * io.streamcat.broadcast.Broadcasts}. An event that cannot be stored does not affect the other
 * events of its batch. Thread-safe.
 */
public interface EventIngester {

  /**
   * Creates an instance without a listener.
   *
   * @param sink the consumer of the events
   * @return a new instance
   */
  static EventIngester create(EventSink sink) {
    return create(sink, new EventIngesterListener() {}, Clock.systemUTC());
  }

  /**
   * Creates an instance.
   *
   * @param sink the consumer of the events
   * @param listener the listener for outcomes, for metrics
   * @param clock the clock that measures the lag of events
   * @return a new instance
   */
  static EventIngester create(EventSink sink, EventIngesterListener listener, Clock clock) {
    return new DefaultEventIngester(sink, listener, clock);
  }

  /**
   * Returns a sink that passes events on to another one, and then to a listener.
   *
   * @param sink the consumer that stores the events
   * @param listener the listener; an exception of it is thrown to the caller of the sink
   * @return a new sink, for {@link #create}
   */
  static EventSink notifying(EventSink sink, IvsEventListener listener) {
    return events -> {
      int changes = sink.acceptAll(events);
      events.forEach(listener::onEvent);
      return changes;
    };
  }

  /**
   * Stores events, in one transaction if none of them fails, and notifies the {@link
   * io.streamcat.broadcast.BroadcastListener} on the calling thread.
   *
   * <p>Storing an event again changes nothing, so a caller that loses the result lets the events be
   * redelivered.
   *
   * @param events the events as EventBridge delivers them, one JSON object each
   * @return the outcome of each event, in the same order; unmodifiable. Failures are not thrown,
   *     not even Errors
   */
  List<EventOutcome> ingest(List<String> events);
}
