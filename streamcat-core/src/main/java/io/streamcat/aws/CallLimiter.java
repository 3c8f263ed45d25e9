package io.streamcat.aws;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;

/**
 * Gives calls their turns at the rates AWS allows, so that a burst waits instead of being
 * throttled.
 *
 * <p>Turns are given in the order in which they are asked for. Thread safe.
 */
@FunctionalInterface
public interface CallLimiter {

  /**
   * Reserves the turn of one call, unless the wait for it is too long.
   *
   * <p>A call at {@link CallPriority#BACKGROUND} is granted a turn only if it can be made now.
   *
   * @param call the call
   * @param longestWait the longest wait that is of use to the caller; a foreground call that would
   *     have to wait longer reserves nothing
   * @return the turn and the wait for it, or the wait after which to ask again
   */
  CallTurn reserve(LimitedCall call, Duration longestWait);

  /**
   * Counts a call that is made whatever the rate, such as the repetition of one that had its turn.
   * Later calls wait longer for it.
   *
   * @param call the call
   */
  default void count(LimitedCall call) {}

  /**
   * Paces a request that is ready to be sent. What leaves this server stays within the rate
   * although turns were missed in a pause of the process, or repetitions come between: the others
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
   * Returns a turn that was reserved a moment ago and will not be used.
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
   * @param clock the clock on which rates are kept; the system's UTC clock stands for the time of
   *     this machine that never jumps
   * @return a new limiter
   */
  static CallLimiter standard(Clock clock) {
    TimeMeter time = ClockMeter.of(clock);
    return new BucketCallLimiter(BucketSource.inMemory(time), BucketSource.inMemory(time));
  }

  /**
   * Creates a limiter at the rates AWS documents for an account and region, which servers share.
   *
   * @param buckets the buckets of the servers
   * @return a new limiter
   */
  static CallLimiter shared(BucketSource buckets) {
    return new BucketCallLimiter(buckets, BucketSource.inMemory());
  }

  /**
   * Creates a limiter that lets everything pass at once, for emulators.
   *
   * @return a new limiter
   */
  static CallLimiter unlimited() {
    return (call, longestWait) -> CallTurn.granted(Duration.ZERO);
  }
}
