package io.streamcat.event.ingest;

import io.streamcat.event.IvsEvent;
import io.streamcat.exception.InvalidInputException;
import java.time.Duration;

/**
 * Sees what becomes of events that arrive, for metrics.
 *
 * <p>It is called on the thread that stores the events, which waits for it, and from several
 * threads. What it throws is logged and otherwise ignored.
 */
public interface EventIngesterListener {

  /**
   * Takes note of an event that is stored, or tells nothing that is, such as an {@link
   * io.streamcat.event.UnknownEvent}.
   *
   * @param event the event
   * @param lag how long after it happened, not negative
   */
  default void onStored(IvsEvent event, Duration lag) {}

  /**
   * Takes note that events stored together, of which {@link #onStored} has told, have changed
   * nothing: each was known already, or tells nothing of a broadcast. Those that came with an event
   * that changed something cannot be told apart, and are not counted here.
   *
   * @param events how many
   */
  default void onUnchanged(int events) {}

  /**
   * Takes note of an event that will never be stored.
   *
   * @param cause names the field, the rule and the problem
   */
  default void onRefused(InvalidInputException cause) {}

  /**
   * Takes note of events that are not stored now, and should come again.
   *
   * @param events how many
   * @param cause what failed
   */
  default void onFailed(int events, RuntimeException cause) {}
}
