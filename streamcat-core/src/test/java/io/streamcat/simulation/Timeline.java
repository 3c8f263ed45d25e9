package io.streamcat.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The virtual time of a run, and the effects that are scheduled for a later time. */
final class Timeline {

  private final PriorityQueue<Event> events = new PriorityQueue<>(Event.ORDER);
  private long now;
  private long eventsAdded;

  /** An effect and the time at which it takes place. */
  private record Event(long time, long number, Runnable effect) {
    static final Comparator<Event> ORDER =
        Comparator.comparingLong(Event::time).thenComparingLong(Event::number);
  }

  /** Returns the nanoseconds since the run began. */
  long now() {
    return now;
  }

  void add(long time, Runnable effect) {
    eventsAdded++;
    events.add(new Event(time, eventsAdded, effect));
  }

  /** Returns the time of the next event, {@link Long#MAX_VALUE} for none. */
  long nextEvent() {
    return events.isEmpty() ? Long.MAX_VALUE : events.peek().time();
  }

  /** Advances time and runs the due effects in their order. */
  void advanceTo(long time) {
    while (nextEvent() <= time) {
      Event event = events.remove();
      now = Math.max(now, event.time());
      event.effect().run();
    }
    now = Math.max(now, time);
  }
}
