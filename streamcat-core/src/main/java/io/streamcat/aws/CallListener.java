package io.streamcat.aws;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Sees which calls of AWS fail, are repeated and have to wait, for metrics.
 *
 * <p>It is called on the thread that makes the call, which waits for it, and from several threads.
 * What it throws is logged and otherwise ignored.
 */
public interface CallListener {

  /**
   * Takes note of a call that failed, for good or not.
   *
   * @param operation the call
   * @param outcome what the failure tells
   */
  default void onFailure(Operation operation, CallOutcome outcome) {}

  /**
   * Takes note of a call that is about to be made again.
   *
   * @param operation the call
   */
  default void onRepeat(Operation operation) {}

  /**
   * Takes note of a call that was held back, so that AWS does not throttle it.
   *
   * @param operation the call, which is about to be made
   * @param duration how long it has waited
   */
  default void onWait(Operation operation, Duration duration) {}

  /**
   * Combines listeners. Each is notified whatever the others throw, which is logged.
   *
   * @param listeners the listeners, notified in their order
   * @return a listener that notifies all of them
   */
  static CallListener all(Collection<? extends CallListener> listeners) {
    return new CallListeners(List.copyOf(listeners));
  }
}
