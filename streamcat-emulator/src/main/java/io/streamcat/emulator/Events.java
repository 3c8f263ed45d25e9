package io.streamcat.emulator;

import java.time.Duration;
import java.util.List;

/**
 * The events that Amazon IVS sends to EventBridge, and their destinations.
 *
 * <p>Every change of state emits its event, in the JSON that AWS documents. Events are delivered
 * after the change, by one thread for each destination: once, in order, and without blocking the
 * emulator, unless {@link #faults(EventFaults)} are set. At most 10,000 events wait for a
 * destination; further events are dropped and logged. Thread safe.
 */
public interface Events {
  /**
   * Returns the events emitted since the start or the last reset, delivered or not.
   *
   * @return the latest 10,000 as JSON, the oldest first
   */
  List<String> emitted();

  /**
   * Adds a destination, which receives all events from now on.
   *
   * @param destination the destination
   */
  void add(EventDestination destination);

  /**
   * Returns the destinations.
   *
   * @return the destinations in the order in which they were added
   */
  List<EventDestination> destinations();

  /** Removes all destinations and drops the events that wait for them. */
  void clearDestinations();

  /**
   * Returns the faults of event delivery.
   *
   * @return the faults
   */
  EventFaults faults();

  /**
   * Sets the faults of event delivery, from now on.
   *
   * @param faults the faults
   */
  void faults(EventFaults faults);

  /**
   * Waits until no event is pending. An event is no longer pending when its destination has
   * accepted it, a fault has lost it, or delivery has failed. Events held back for reordering are
   * delivered immediately; late events keep their delay.
   *
   * @param timeout the longest time to wait
   * @return whether all events were delivered before the timeout
   * @throws InterruptedException if the thread is interrupted
   */
  boolean awaitDelivery(Duration timeout) throws InterruptedException;
}
