package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.time.Clock;
import java.time.Duration;

/**
 * How long reviewers may take, and what becomes of a message if they take longer or fail.
 *
 * <p>Time is looked at when a reviewer has ended; none is interrupted. A reviewer that never
 * returns is IVS's to give up on, which then does what the room's own fallback says.
 *
 * @param time more than zero, at most 200 ms: that is when IVS stops waiting
 * @param fallback what becomes of the message; best the same as the room's
 * @param clock tells the time
 */
public record ReviewBudget(Duration time, Fallback fallback, Clock clock) {

  /** How long IVS waits for a review, the way to the function and back included. */
  public static final Duration LIMIT = Duration.ofMillis(200);

  /**
   * Checks the time.
   *
   * @param time more than zero, at most 200 ms
   * @param fallback what becomes of the message
   * @param clock tells the time
   */
  public ReviewBudget {
    Check.that(
        time.compareTo(Duration.ZERO) > 0 && time.compareTo(LIMIT) <= 0,
        "time",
        "more than zero, at most " + LIMIT.toMillis() + " ms",
        "is " + time);
  }

  /**
   * Gives reviewers all the time IVS waits, by the system's clock.
   *
   * @param fallback what becomes of the message if they take longer or fail
   * @return a budget of 200 ms
   */
  public static ReviewBudget of(Fallback fallback) {
    return new ReviewBudget(LIMIT, fallback, Clock.systemUTC());
  }
}
