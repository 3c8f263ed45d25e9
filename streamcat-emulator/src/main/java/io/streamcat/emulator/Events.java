package io.streamcat.emulator;

import java.time.Duration;
import java.util.List;

/**
 * The events that Amazon IVS sends to EventBridge, and where they go.
 *
 * <p>Every change of state emits its event, in the JSON that AWS documents. Events are delivered
 * after the change, by a thread for each destination: once, in order, and without holding up the
 * emulator, unless {@link #faults(EventFaults)} say otherwise. At most 10,000 wait for a
 * destination; what comes on top of them is dropped and logged. Thread safe.
 */
public interface Events {
  /**
   * Returns the events that were emitted since the start or the last reset, whether they were
   * delivered or not.
   *
   * @return the latest 10,000 as JSON, the oldest first
   */
  List<String> emitted();

  /**
   * Adds a destination, which gets all events from now on.
   *
   * @param destination where to
   */
  void add(EventDestination destination);

  /**
   * Returns the destinations.
   *
   * @return destinations in the order added
   */
  List<EventDestination> destinations();

  /** Removes all destinations and drops what waits for them. */
  void clearDestinations();

  /**
   * Returns what becomes of events on their way.
   *
   * @return the faults
   */
  EventFaults faults();

  /**
   * Sets what becomes of events on their way, from now on.
   *
   * @param faults the faults
   */
  void faults(EventFaults faults);

  /**
   * Waits until no event waits to be delivered: each has been accepted, or is lost as was asked
   * for, or was given up because its destination failed. Those that were to be overtaken wait no
   * longer; those that are late do.
   *
   * @param timeout how long to wait at most
   * @return false if the time was too short
   * @throws InterruptedException if the thread is interrupted
   */
  boolean awaitDelivery(Duration timeout) throws InterruptedException;
}
