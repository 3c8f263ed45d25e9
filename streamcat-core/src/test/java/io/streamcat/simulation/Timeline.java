package io.streamcat.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The virtual time of a run, and the effects that are scheduled for a later time. */
final class Timeline {

  private final PriorityQueue<Event> events = new PriorityQueue<>(Event.ORDER);
  private long now;
  private long eventsAdded;
  private long spent;

  /** An effect and the time at which it takes place. */
  private record Event(long time, long number, Runnable effect) {
    static final Comparator<Event> ORDER =
        Comparator.comparingLong(Event::time).thenComparingLong(Event::number);
  }

  /** Returns the nanoseconds since the run began. */
  long now() {
    return now;
  }

  /** Counts time that a thread waits for an answer, for all servers and for its own. */
  void spend(long nanos, @Nullable SimulatedServer server) {
    spent += nanos;
    if (server != null) {
      server.spend(nanos);
    }
  }

  /** Returns the time that the threads of all servers have waited for answers. */
  long spent() {
    return spent;
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
