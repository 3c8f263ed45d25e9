package io.streamcat.aws;

/**
 * Sees which calls of AWS fail and which are repeated, for metrics.
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
  default void onFailure(Operation operation, Outcome outcome) {}

  /**
   * Takes note of a call that is about to be made again.
   *
   * @param operation the call
   */
  default void onRepeat(Operation operation) {}
}
