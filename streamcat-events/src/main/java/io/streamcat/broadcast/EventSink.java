package io.streamcat.broadcast;

import io.streamcat.event.IvsEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A consumer of events: {@link Broadcasts}, or a sink that only stores them.
 *
 * <p>Thread-safe. Both methods throw {@link io.streamcat.exception.StorageException} if the
 * repository cannot be reached.
 */
@FunctionalInterface
public interface EventSink {

  /**
   * Creates a sink that stores events and needs neither AWS nor a listener. A program that ingests
   * events for other servers, such as a Lambda function, uses it. Notifications become pending
   * immediately, for the next server that runs {@link Broadcasts#deliverNotifications}.
   *
   * @param repository the store of the broadcasts
   * @param clock the clock
   * @return a new instance
   */
  static EventSink storingIn(BroadcastRepository repository, Clock clock) {
    return events -> {
      Instant now = clock.instant();
      BroadcastUpdates updates = BroadcastUpdates.of(events, now);
      return updates.isEmpty()
          ? 0
          : repository.merge(updates.broadcasts(), updates.publications(), now).count();
    };
  }

  /**
   * Accepts an event.
   *
   * <p>An event that is older than {@link Broadcasts#MIN_RETENTION} makes no broadcast live and no
   * publication active, because its broadcast may have been forgotten.
   *
   * @param event an event, new or known, in any order
   * @return the number of changed broadcasts and publications: 0 if the event contains nothing new
   *     about any
   * @throws io.streamcat.exception.InvalidInputException if the event has an id or a time that AWS
   *     cannot have sent; nothing has changed then
   */
  default int accept(IvsEvent event) {
    return acceptAll(List.of(event));
  }

  /**
   * Accepts several events, all or none, for little more than the cost of one.
   *
   * @param events events in any order
   * @return the number of changed broadcasts and publications
   * @throws io.streamcat.exception.InvalidInputException if an event has an id or a time that AWS
   *     cannot have sent; nothing has changed then
   */
  int acceptAll(Collection<? extends IvsEvent> events);
}
