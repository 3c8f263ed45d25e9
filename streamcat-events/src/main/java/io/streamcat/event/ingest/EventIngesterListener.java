package io.streamcat.event.ingest;

import io.streamcat.event.IvsEvent;
import io.streamcat.exception.InvalidInputException;
import java.time.Duration;

/**
 * A listener for the outcomes of arriving events, for metrics.
 *
 * <p>The listener is called by several threads, each of which stores events and waits for the
 * listener. Exceptions and Errors of the listener are logged and otherwise ignored.
 */
public interface EventIngesterListener {

  /**
   * Called when an event was stored, or contains nothing to store, such as an {@link
   * io.streamcat.event.UnknownEvent}.
   *
   * @param event the event
   * @param lag the time since the event happened, not negative
   */
  default void onStored(IvsEvent event, Duration lag) {}

  /**
   * Called after {@link #onStored} if none of the events that were stored together changed
   * anything, because each was known or does not concern a broadcast. Events stored together with
   * an event that changed something cannot be told apart and are not counted.
   *
   * @param events the number of events
   */
  default void onUnchanged(int events) {}

  /**
   * Called when an event was rejected and will never be stored.
   *
   * @param cause the cause; it names the field, the rule and the problem
   */
  default void onRejected(InvalidInputException cause) {}

  /**
   * Called when events could not be stored now and should be redelivered.
   *
   * @param events the number of events
   * @param cause the cause
   */
  default void onFailed(int events, RuntimeException cause) {}
}
