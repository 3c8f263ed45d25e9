package io.streamcat.event.ingest;

import io.streamcat.exception.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an arriving event.
 *
 * @param status whether the event is stored, and if not, whether it may be redelivered
 * @param cause the failure, or null if the event is stored
 * @param written whether the event was stored by a write, alone or together with others. False if
 *     it failed, contains nothing to store, or was known. A write proves that the store works; a
 *     read-only store still knows events
 */
public record EventOutcome(Status status, @Nullable RuntimeException cause, boolean written) {

  /** The status of an event. */
  public enum Status {
    /** The event is stored, or contains nothing to store; a redelivery is unnecessary. */
    STORED,
    /** The event is not an IVS event, or AWS cannot have sent it; it will never be stored. */
    REJECTED,
    /** The store is unavailable, or failed at this event; the event should be redelivered. */
    FAILED
  }

  static EventOutcome stored(boolean written) {
    return new EventOutcome(Status.STORED, null, written);
  }

  static EventOutcome of(RuntimeException cause) {
    return new EventOutcome(
        cause instanceof InvalidInputException ? Status.REJECTED : Status.FAILED, cause, false);
  }

  /**
   * Returns whether the event needs no redelivery.
   *
   * @return true if it is stored
   */
  public boolean isStored() {
    return status == Status.STORED;
  }
}
