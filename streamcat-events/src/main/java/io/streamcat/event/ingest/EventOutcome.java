package io.streamcat.event.ingest;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import org.jspecify.annotations.Nullable;

/**
 * What has become of an event that arrived.
 *
 * @param status whether it is stored, and if not, whether it may come again
 * @param cause why it is not stored, or null if it is
 */
public record EventOutcome(Status status, @Nullable RuntimeException cause) {

  private static final EventOutcome STORED = new EventOutcome(Status.STORED, null);

  /** What to do with an event. */
  public enum Status {
    /** It is stored, or tells nothing that is: it need not come again. */
    STORED,
    /** It is no event of IVS, or one that AWS cannot have sent: it will never be stored. */
    REFUSED,
    /** The store is away, or failed at it: it should come again. */
    FAILED
  }

  static EventOutcome stored() {
    return STORED;
  }

  static EventOutcome of(RuntimeException cause) {
    return new EventOutcome(
        cause instanceof InvalidInputException ? Status.REFUSED : Status.FAILED, cause);
  }

  /**
   * Tells whether the event need not come again.
   *
   * @return whether it is stored
   */
  public boolean isStored() {
    return status == Status.STORED;
  }

  /**
   * Tells whether the store is away, so that other events would fail just now, too.
   *
   * @return whether the cause is a failure that passes
   */
  public boolean isOutage() {
    return cause instanceof StreamCatException failure && failure.retryable();
  }
}
