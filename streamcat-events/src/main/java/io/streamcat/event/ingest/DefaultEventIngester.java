package io.streamcat.event.ingest;

import io.streamcat.broadcast.EventSink;
import io.streamcat.event.IvsEvent;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class DefaultEventIngester implements EventIngester {

  private static final Logger log = LoggerFactory.getLogger(EventIngester.class);

  private final EventSink sink;
  private final EventIngesterListener listener;
  private final Clock clock;

  DefaultEventIngester(EventSink sink, EventIngesterListener listener, Clock clock) {
    this.sink = sink;
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public List<EventOutcome> ingest(List<String> events) {
    Map<Integer, EventOutcome> outcomes = new TreeMap<>();
    Map<Integer, IvsEvent> read = new TreeMap<>();
    for (int i = 0; i < events.size(); i++) {
      try {
        read.put(i, IvsEvent.parse(events.get(i)));
      } catch (InvalidInputException e) {
        outcomes.put(i, notStored(1, e));
      }
    }
    if (!read.isEmpty()) {
      Iterator<EventOutcome> stored = store(List.copyOf(read.values())).iterator();
      read.keySet().forEach(i -> outcomes.put(i, stored.next()));
    }
    return List.copyOf(outcomes.values());
  }

  private List<EventOutcome> store(List<IvsEvent> events) {
    try {
      int changes = sink.acceptAll(events);
      notify(() -> reportStored(events, changes));
      return Collections.nCopies(events.size(), EventOutcome.stored(changes > 0));
    } catch (Throwable thrown) {
      RuntimeException e = asException(thrown);
      if (events.size() == 1) {
        return List.of(notStored(1, e));
      }
      return isTransient(e) ? storeCautiously(events, e) : storeByHalves(events);
    }
  }

  private static boolean isTransient(RuntimeException e) {
    return e instanceof StreamCatException failure && failure.retryable();
  }

  /**
   * Stores the first and the last event separately, and the others if one of these is stored. In an
   * outage each attempt may take as long as a time limit, so not every event is tried; a single
   * event may exceed the time limit, too, for example because its row is locked.
   */
  private List<EventOutcome> storeCautiously(List<IvsEvent> events, RuntimeException cause) {
    int last = events.size() - 1;
    EventOutcome first = store(events.subList(0, 1)).get(0);
    EventOutcome end = store(events.subList(last, last + 1)).get(0);
    List<EventOutcome> outcomes = new ArrayList<>(List.of(first));
    if (last > 1) {
      List<IvsEvent> others = events.subList(1, last);
      outcomes.addAll(
          first.isStored() || end.isStored()
              ? store(others)
              : Collections.nCopies(others.size(), notStored(others.size(), cause)));
    }
    outcomes.add(end);
    return outcomes;
  }

  /** Wraps an Error, for example of a listener: one event must not end the loop of its consumer. */
  private static RuntimeException asException(Throwable thrown) {
    return thrown instanceof RuntimeException e
        ? e
        : new StreamCatException("events could not be stored: " + thrown, false, thrown);
  }

  /**
   * Stores each half separately, which isolates an event that cannot be stored in few transactions.
   */
  private List<EventOutcome> storeByHalves(List<IvsEvent> events) {
    int half = events.size() / 2;
    List<EventOutcome> outcomes = new ArrayList<>(store(events.subList(0, half)));
    outcomes.addAll(store(events.subList(half, events.size())));
    return outcomes;
  }

  private void reportStored(List<IvsEvent> events, int changes) {
    Instant now = clock.instant();
    for (IvsEvent event : events) {
      Duration lag = Duration.between(event.time(), now);
      listener.onStored(event, lag.isNegative() ? Duration.ZERO : lag);
    }
    if (changes == 0) {
      listener.onUnchanged(events.size());
    }
  }

  private EventOutcome notStored(int events, RuntimeException cause) {
    notify(
        () -> {
          if (cause instanceof InvalidInputException rejection) {
            listener.onRejected(rejection);
          } else {
            listener.onFailed(events, cause);
          }
        });
    return EventOutcome.of(cause);
  }

  private static void notify(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      log.warn("The event ingester listener failed", e);
    }
  }
}
