package io.streamcat.event.ingest;

import io.streamcat.broadcast.EventSink;
import java.time.Clock;
import java.util.List;

/**
 * Stores events that have just arrived, and tells which of them have to come again.
 *
 * <p>It stands between whatever brings events, such as a queue, and {@link
 * io.streamcat.broadcast.Broadcasts}: one event that cannot be stored spoils nothing for those it
 * came with. Thread safe.
 */
public interface EventIngester {

  /**
   * Creates an instance that tells nobody else.
   *
   * @param sink what takes the events
   * @return a new instance
   */
  static EventIngester create(EventSink sink) {
    return create(sink, new EventIngesterListener() {}, Clock.systemUTC());
  }

  /**
   * Creates an instance.
   *
   * @param sink what takes the events
   * @param listener sees what becomes of them, for metrics
   * @param clock tells how late they are
   * @return a new instance
   */
  static EventIngester create(EventSink sink, EventIngesterListener listener, Clock clock) {
    return new DefaultEventIngester(sink, listener, clock);
  }

  /**
   * Stores events, in one transaction if none of them stands in the way, and tells the {@link
   * io.streamcat.broadcast.BroadcastListener}, on this thread.
   *
   * <p>Storing an event again changes nothing, so whoever does not get to use the answer lets the
   * events come again.
   *
   * @param events the events as EventBridge delivers them, one JSON object each
   * @return what has become of each, in the same order; unmodifiable. No failure is thrown
   */
  List<EventOutcome> ingest(List<String> events);
}
