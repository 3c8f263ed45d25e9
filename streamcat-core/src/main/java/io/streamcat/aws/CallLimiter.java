package io.streamcat.aws;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.streamcat.aws.internal.BucketCallLimiter;
import io.streamcat.aws.internal.ClockMeter;
import io.streamcat.aws.internal.InMemoryBuckets;
import io.streamcat.aws.internal.NoLimit;
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
  Turn reserve(Call call, Duration longestWait);

  /**
   * Counts a call that is made without a turn of its own, such as a retry. Later calls wait longer
   * in return.
   *
   * @param call the call
   */
  default void count(Call call) {}

  /**
   * Paces a request that is ready to be sent. The requests of this server stay within the rate even
   * if calls missed their turns in a pause of the process, or retries come between: later requests
   * move back.
   *
   * @param call the call
   * @param longestWait the longest wait that is of use to the caller
   * @return the time until the call may be sent
   */
  default Turn pace(Call call, Duration longestWait) {
    return Turn.granted(Duration.ZERO);
  }

  /**
   * Gives back a turn that was reserved a moment ago and will not be used.
   *
   * @param call the call that is not made
   */
  default void giveBack(Call call) {}

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
    return new BucketCallLimiter(new InMemoryBuckets(time), new InMemoryBuckets(time));
  }

  /**
   * Creates a limiter that several servers share, at the rates AWS documents for an account and
   * region.
   *
   * @param buckets the buckets of the servers
   * @return a new limiter
   */
  static CallLimiter shared(Buckets buckets) {
    return new BucketCallLimiter(buckets, new InMemoryBuckets(TimeMeter.SYSTEM_NANOTIME));
  }

  /**
   * Returns the limiter that never delays a call, for emulators.
   *
   * @return the limiter
   */
  static CallLimiter unlimited() {
    return NoLimit.INSTANCE;
  }

  /**
   * A call from the view of a {@link CallLimiter}.
   *
   * @param home the region, after the account if that is set, for example {@code eu-west-1} or
   *     {@code 123456789012:eu-west-1}; each home has its own rates in AWS
   * @param operation the call
   * @param priority whether the call goes first or gives way
   */
  record Call(String home, Operation operation, CallPriority priority) {

    /**
     * Returns the key of all calls that share a rate.
     *
     * @return home, service and operation, for example {@code eu-west-1:ivs:CreateChannel}
     */
    public String key() {
      return home + ":" + name();
    }

    /**
     * Returns the service and the operation, which have a rate.
     *
     * @return for example {@code ivs:CreateChannel}
     */
    public String name() {
      return operation.iamService() + ":" + operation.name();
    }
  }

  /**
   * The answer of a {@link CallLimiter}.
   *
   * @param isGranted whether the call may be made, after the wait
   * @param delay the time until the call may be made or the limiter should be asked again; not
   *     negative
   */
  record Turn(boolean isGranted, Duration delay) {

    /**
     * Returns a granted turn.
     *
     * @param delay the time until the call may be made
     * @return the turn
     */
    public static Turn granted(Duration delay) {
      return new Turn(true, delay);
    }

    /**
     * Returns the answer for a call that is granted no turn.
     *
     * @param delay the time that the call would wait
     * @return the answer
     */
    public static Turn refused(Duration delay) {
      return new Turn(false, delay);
    }
  }

  /**
   * The token buckets of a {@link CallLimiter}.
   *
   * <p>For buckets that servers share, any of Bucket4j's proxy managers can be adapted in one line:
   * {@code (key, configuration) -> manager.getProxy(key, () -> configuration)}. Give the manager an
   * expiration, such as Bucket4j's {@code basedOnTimeForRefillingBucketUpToMax}: {@code
   * PutMetadata} uses a bucket for each channel. Thread safe.
   */
  @FunctionalInterface
  interface Buckets {

    /**
     * Returns the bucket of a key; called for every call of AWS.
     *
     * @param key the account if it is set, the region, the operation, and the resource if AWS
     *     limits calls for each resource; for example {@code eu-west-1:ivs:CreateChannel}
     * @param configuration the rate
     * @return the bucket
     */
    Bucket bucket(String key, BucketConfiguration configuration);
  }
}
