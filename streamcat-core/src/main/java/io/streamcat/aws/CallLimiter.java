package io.streamcat.aws;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;

/**
 * A limiter that grants calls their turns at the rates AWS allows, so that a burst waits instead of
 * being throttled.
 *
 * <p>Turns are granted in the order of the requests. Thread safe.
 */
@FunctionalInterface
public interface CallLimiter {

  /**
   * Reserves the turn of one call, unless the wait is too long.
   *
   * <p>A call at {@link CallPriority#BACKGROUND} is granted a turn only if it can be made now.
   *
   * @param call the call
   * @param longestWait the longest wait that is of use to the caller; a foreground call with a
   *     longer wait reserves nothing
   * @return the turn and the wait for it, or the wait before asking again
   */
  CallTurn reserve(LimitedCall call, Duration longestWait);

  /**
   * Counts a call that is made without a turn of its own, such as a retry. Later calls wait longer
   * in return.
   *
   * @param call the call
   */
  default void count(LimitedCall call) {}

  /**
   * Paces a request that is ready to be sent. The requests of this server stay within the rate even
   * if calls missed their turns in a pause of the process, or retries come between: later requests
   * move back.
   *
   * @param call the call
   * @param longestWait the longest wait that is of use to the caller
   * @return the time until the call may be sent
   */
  default CallTurn pace(LimitedCall call, Duration longestWait) {
    return CallTurn.granted(Duration.ZERO);
  }

  /**
   * Gives back a turn that was reserved a moment ago and will not be used.
   *
   * @param call the call that is not made
   */
  default void giveBack(LimitedCall call) {}

  /**
   * Creates a limiter at the rates AWS documents for an account and region, for an application on
   * one server.
   *
   * @return a new limiter
   */
  static CallLimiter standard() {
    return standard(Clock.systemUTC());
  }

  /**
   * Creates a limiter at the rates AWS documents for an account and region, for an application on
   * one server.
   *
   * @param clock the clock of the rates; for the system's UTC clock, the machine's monotonic time
   *     is used instead
   * @return a new limiter
   */
  static CallLimiter standard(Clock clock) {
    TimeMeter time = ClockMeter.of(clock);
    return new BucketCallLimiter(BucketSource.inMemory(time), BucketSource.inMemory(time));
  }

  /**
   * Creates a limiter that several servers share, at the rates AWS documents for an account and
   * region.
   *
   * @param buckets the buckets of the servers
   * @return a new limiter
   */
  static CallLimiter shared(BucketSource buckets) {
    return new BucketCallLimiter(buckets, BucketSource.inMemory());
  }

  /**
   * Creates a limiter that never delays a call, for emulators.
   *
   * @return a new limiter
   */
  static CallLimiter unlimited() {
    return (call, longestWait) -> CallTurn.granted(Duration.ZERO);
  }
}
