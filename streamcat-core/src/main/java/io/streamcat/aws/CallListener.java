package io.streamcat.aws;

import io.streamcat.aws.internal.CallListeners;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A listener to calls of AWS, for metrics and traces.
 *
 * <pre>{@code
 * CallListener slowCalls =
 *     new CallListener() {
 *       @Override
 *       public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
 *         if (duration.toSeconds() >= 1) {
 *           log.warn("{} took {} outcome={}", operation.name(), duration, outcome);
 *         }
 *       }
 *     };
 * }</pre>
 *
 * <p>The methods are called on the threads that make the calls, so they should return fast and must
 * be thread safe. Threads that work for a caller have the caller's diagnostic context ({@code
 * org.slf4j.MDC}). An exception that the listener throws is logged and otherwise ignored.
 */
public interface CallListener {

  /**
   * Receives a call that has ended; called for each attempt.
   *
   * @param operation the call
   * @param outcome {@link CallOutcome#SUCCEEDED}, or the outcome as far as the failure shows it
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
   * Receives a call that was delayed to avoid throttling by AWS.
   *
   * @param operation the call, which is about to be made
   * @param duration the delay
   */
  default void onWait(Operation operation, Duration duration) {}

  /**
   * Combines listeners. Exceptions are logged, and the other listeners are notified in any case.
   *
   * @param listeners the listeners, notified in their order
   * @return a listener that notifies all of them
   */
  static CallListener all(Collection<? extends CallListener> listeners) {
    return new CallListeners(List.copyOf(listeners));
  }
}
