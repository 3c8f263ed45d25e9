package io.streamcat.aws;

import java.time.Duration;

/**
 * The answer of a {@link CallLimiter}.
 *
 * @param isGranted whether the call may be made, after the wait
 * @param delay the time until the call may be made or the limiter should be asked again; not
 *     negative
 */
public record CallTurn(boolean isGranted, Duration delay) {

  /**
   * Returns a granted turn.
   *
   * @param delay the time until the call may be made
   * @return the turn
   */
  public static CallTurn granted(Duration delay) {
    return new CallTurn(true, delay);
  }

  /**
   * Returns the answer for a call that is granted no turn.
   *
   * @param delay the time that the call would wait
   * @return the answer
   */
  public static CallTurn refused(Duration delay) {
    return new CallTurn(false, delay);
  }
}
