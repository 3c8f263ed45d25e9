package io.streamcat.aws;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A listener to calls of AWS, for metrics and traces.
 *
 * <p>It is called on the thread that makes the call, which waits for it, and from several threads.
 * Threads that work for a caller have the caller's diagnostic context ({@code org.slf4j.MDC}). An
 * exception that the listener throws is logged and otherwise ignored.
 */
public interface CallListener {

  /**
   * Receives a call that has ended, each time it was made.
   *
   * @param operation the call
   * @param outcome {@link CallOutcome#SUCCEEDED}, or what the failure shows
   * @param duration the time from the beginning of the request, credentials included, to the end of
   *     the answer
   */
  default void onCall(Operation operation, CallOutcome outcome, Duration duration) {}

  /**
   * Receives a call that is about to be made again.
   *
   * @param operation the call
   */
  default void onRepeat(Operation operation) {}

  /**
   * Receives a call that was held back, so that AWS does not throttle it.
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
