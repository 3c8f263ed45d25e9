package io.streamcat.broadcast;

import io.streamcat.event.IvsEvent;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/**
 * Takes events: {@link Broadcasts}, or what stores them alone.
 *
 * <p>Thread safe. Both methods throw {@link io.streamcat.exception.StorageException} if the
 * repository cannot be reached.
 */
@FunctionalInterface
public interface EventSink {

  /**
   * Creates one that stores what events tell, and needs neither AWS nor a listener: for a program
   * that takes events for others, such as a Lambda function. What a listener is to be told is due
   * at once, for whichever server runs {@link Broadcasts#deliverNotifications} next.
   *
   * @param repository where broadcasts are kept
   * @param clock tells the time
   * @return a new instance
   */
  static EventSink storingIn(BroadcastRepository repository, Clock clock) {
    return events -> {
      EventFacts facts = EventFacts.of(events);
      return facts.isEmpty()
          ? 0
          : repository.merge(facts.broadcasts(), facts.publications(), clock.instant()).count();
    };
  }

  /**
   * Takes an event.
   *
   * @param event any event, new or known, in any order
   * @return how many broadcasts and publications have changed: 0 if the event tells nothing of any,
   *     or nothing new
   * @throws io.streamcat.exception.InvalidInputException if it names a broadcast or a time that
   *     cannot be AWS's; nothing has changed then
   */
  default int accept(IvsEvent event) {
    return acceptAll(List.of(event));
  }

  /**
   * Takes several events, all or none, at hardly more cost than one.
   *
   * @param events events in any order
   * @return how many broadcasts and publications have changed
   * @throws io.streamcat.exception.InvalidInputException if one names a broadcast or a time that
   *     cannot be AWS's; nothing has changed then
   */
  int acceptAll(Collection<? extends IvsEvent> events);
}
