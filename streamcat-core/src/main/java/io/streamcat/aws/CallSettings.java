package io.streamcat.aws;

import io.streamcat.exception.Check;
import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The limits on the time AWS calls may take, and the source of time.
 *
 * @param clock the source of time
 * @param sleeper waits between attempts
 * @param callTimeout the longest one HTTP call may take, from connecting to the last byte;
 *     positive. Fetching credentials does not count. An answer that begins and then stops may take
 *     the same time again, or the read timeout of the application's HTTP client
 * @param operationTimeout the longest an operation may take with its retries and look-ups; at least
 *     the call timeout. No request is sent later, so effects end within one call timeout after it
 * @param consistencyWindow how long a resource may be missing from a list after its create; a
 *     create whose outcome is unknown is repeated only when the resource was not found for this
 *     long. AWS documents no figure
 */
public record CallSettings(
    Clock clock,
    Sleeper sleeper,
    Duration callTimeout,
    Duration operationTimeout,
    Duration consistencyWindow) {

  /** Checks the limits. */
  public CallSettings {
    Check.positiveTime("callTimeout", callTimeout);
    Check.positiveTime("operationTimeout", operationTimeout);
    Check.that(
        operationTimeout.compareTo(callTimeout) >= 0,
        "operationTimeout",
        "at least callTimeout (" + callTimeout + ")",
        "is " + operationTimeout);
    Check.that(
        !consistencyWindow.isNegative() && consistencyWindow.compareTo(operationTimeout) < 0,
        "consistencyWindow",
        "from zero to less than operationTimeout (" + operationTimeout + ")",
        "is " + consistencyWindow);
  }

  /**
   * Returns the defaults: the system's UTC clock, 10 seconds a call, 30 seconds an operation, a
   * window of 5 seconds.
   *
   * @return the defaults
   */
  public static CallSettings defaults() {
    return new CallSettings(
        Clock.systemUTC(),
        // Rounded up, because a call that is sent before its turn may be throttled.
        duration -> Thread.sleep(duration.plusNanos(999_999).toMillis()),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
  }

  /**
   * Waits.
   *
   * @param duration the time to wait; returns immediately if it is negative
   * @param deadline the latest time at which the wait may end
   * @return false, immediately, if that would pass the deadline or the thread is interrupted
   */
  public boolean sleep(Duration duration, Instant deadline) {
    if (Thread.currentThread().isInterrupted()
        || clock.instant().plus(duration).isAfter(deadline)) {
      return false;
    }
    try {
      sleeper.sleep(duration.isNegative() ? Duration.ZERO : duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
