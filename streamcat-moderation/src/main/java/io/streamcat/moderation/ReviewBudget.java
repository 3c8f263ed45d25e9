package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.time.Clock;
import java.time.Duration;

/**
 * The time that reviewers may take, and the fallback for messages whose review takes longer or
 * fails.
 *
 * <p>The time is checked when a reviewer ends; no reviewer is interrupted. If a reviewer never
 * returns, IVS stops waiting and applies the room's own fallback.
 *
 * @param time the time, more than zero and at most 200 ms: IVS stops waiting then
 * @param fallback the fallback; it should equal the room's
 * @param clock the clock
 */
public record ReviewBudget(Duration time, Fallback fallback, Clock clock) {

  /** The time that IVS waits for a review, including the way to the function and back. */
  public static final Duration LIMIT = Duration.ofMillis(200);

  /** Checks the time. */
  public ReviewBudget {
    Check.that(
        time.compareTo(Duration.ZERO) > 0 && time.compareTo(LIMIT) <= 0,
        "time",
        "more than zero, at most " + LIMIT.toMillis() + " ms",
        "is " + time);
  }

  /**
   * Creates a budget with all the time that IVS waits, measured by the system clock.
   *
   * @param fallback the fallback
   * @return a budget of 200 ms
   */
  public static ReviewBudget of(Fallback fallback) {
    return new ReviewBudget(LIMIT, fallback, Clock.systemUTC());
  }
}
