package io.streamcat.emulator.internal.outbound;

import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.EventFaults;
import io.streamcat.emulator.Events;
import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The delivery of events from the control plane to their destinations. Thread safe. The control
 * plane notifies it within its lock, so it never blocks and never calls the control plane back.
 */
public final class EventDelivery implements Events, AutoCloseable {
  /** The longest time for which an event waits for later events to overtake it. */
  public static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MOST_DESTINATIONS = 100;
  private static final byte[] DROPPED = {};

  private final ControlPlane controlPlane;
  private final Function<EventDestination, EventTarget> opener;
  private final Duration patience;
  private final List<EventDestination> destinations = new ArrayList<>();
  private final List<EventOutbox> outboxes = new ArrayList<>();
  private final List<Held> overtaken = new ArrayList<>();
  private final Set<Held> late = new HashSet<>();
  private EventFate fate = new EventFate(EventFaults.NONE);
  private int waiting;

  /** A copy of an event that is held back for a time. */
  private static final class Held {
    byte[] event;
    int overtakenBy;

    Held(byte[] event, int overtakenBy) {
      this.event = event;
      this.overtakenBy = overtakenBy;
    }
  }

  public EventDelivery(
      ControlPlane controlPlane,
      Function<EventDestination, EventTarget> opener,
      List<EventDestination> destinations,
      Duration patience) {
    this.controlPlane = controlPlane;
    this.opener = opener;
    this.patience = patience;
    destinations.forEach(this::add);
    controlPlane.onEvent(this::emitted);
  }

  @Override
  public List<String> emitted() {
    return controlPlane.events().stream()
        .map(event -> new String(Json.write(event), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public synchronized void add(EventDestination destination) {
    if (destinations.size() >= MOST_DESTINATIONS) {
      throw new IllegalArgumentException(
          "There can be at most " + MOST_DESTINATIONS + " destinations");
    }
    outboxes.add(new EventOutbox(destination, opener.apply(destination), this::delivered));
    destinations.add(destination);
  }

  @Override
  public synchronized List<EventDestination> destinations() {
    return List.copyOf(destinations);
  }

  @Override
  public synchronized void clearDestinations() {
    outboxes.forEach(EventOutbox::close);
    outboxes.clear();
    destinations.clear();
  }

  @Override
  public synchronized EventFaults faults() {
    return fate.faults();
  }

  @Override
  public synchronized void faults(EventFaults faults) {
    fate = new EventFate(faults);
  }

  private synchronized void emitted(Map<String, Object> event) {
    List<EventFate.Copy> copies = fate.next();
    if (outboxes.isEmpty()) {
      return;
    }
    byte[] json = Json.write(event);
    List<Held> earlier = List.copyOf(overtaken);
    for (EventFate.Copy copy : copies) {
      Held held = new Held(json, copy.overtakenBy());
      if (copy.late() && late.size() < EventOutbox.MAX_WAITING) {
        hold(held, late, fate.faults().delay());
      } else if (copy.overtakenBy() > 0 && overtaken.size() < EventOutbox.MAX_WAITING) {
        hold(held, overtaken, patience);
      } else {
        send(json);
      }
    }
    for (Held before : earlier) {
      if (--before.overtakenBy == 0) {
        release(before, overtaken);
      }
    }
  }

  private void hold(Held copy, Collection<Held> among, Duration time) {
    among.add(copy);
    CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
        .execute(() -> release(copy, among));
  }

  private synchronized void release(Held copy, Collection<Held> among) {
    if (among.remove(copy)) {
      send(copy.event);
      notifyAll();
    }
  }

  private void send(byte[] event) {
    for (EventOutbox outbox : outboxes) {
      if (outbox.add(event)) {
        waiting++;
      }
    }
  }

  /** Counts events that are no longer waiting. */
  private synchronized void delivered(int count) {
    waiting -= count;
    notifyAll();
  }

  @Override
  public boolean awaitDelivery(Duration timeout) throws InterruptedException {
    controlPlane.settle();
    return awaitWaiting(timeout);
  }

  private synchronized boolean awaitWaiting(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      List.copyOf(overtaken).forEach(copy -> release(copy, overtaken));
      if (late.isEmpty() && waiting == 0) {
        return true;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Drops waiting events and removes the faults; destinations stay. */
  public synchronized void reset() {
    drop();
    outboxes.forEach(EventOutbox::clear);
    faults(EventFaults.NONE);
  }

  /** Stops immediately and drops waiting events. */
  @Override
  public synchronized void close() {
    drop();
    clearDestinations();
  }

  private void drop() {
    // Their timers still refer to them for a while.
    overtaken.forEach(copy -> copy.event = DROPPED);
    late.forEach(copy -> copy.event = DROPPED);
    overtaken.clear();
    late.clear();
    notifyAll();
  }
}
