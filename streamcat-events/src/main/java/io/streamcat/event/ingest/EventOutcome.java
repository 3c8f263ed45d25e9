package io.streamcat.event.ingest;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an arriving event.
 *
 * @param status whether the event is stored, and if not, whether it may be redelivered
 * @param cause the failure, or null if the event is stored
 */
public record EventOutcome(Status status, @Nullable RuntimeException cause) {

  private static final EventOutcome STORED = new EventOutcome(Status.STORED, null);

  /** The status of an event. */
  public enum Status {
    /** The event is stored, or contains nothing to store; a redelivery is unnecessary. */
    STORED,
    /** The event is not an IVS event, or AWS cannot have sent it; it will never be stored. */
    REJECTED,
    /** The store is unavailable, or failed at this event; the event should be redelivered. */
    FAILED
  }

  static EventOutcome stored() {
    return STORED;
  }

  static EventOutcome of(RuntimeException cause) {
    return new EventOutcome(
        cause instanceof InvalidInputException ? Status.REJECTED : Status.FAILED, cause);
  }

  /**
   * Returns whether the event needs no redelivery.
   *
   * @return true if it is stored
   */
  public boolean isStored() {
    return status == Status.STORED;
  }

  /**
   * Returns whether the store is unavailable, so that other events would fail now, too.
   *
   * @return true if the cause is a transient failure
   */
  public boolean isOutage() {
    return cause instanceof StreamCatException failure && failure.retryable();
  }
}
