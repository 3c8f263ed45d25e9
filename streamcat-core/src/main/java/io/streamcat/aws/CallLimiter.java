package io.streamcat.aws;

import java.time.Duration;

/**
 * Lets calls pass at the rates AWS allows, so that a burst waits instead of being throttled.
 *
 * <p>Thread safe.
 */
@FunctionalInterface
public interface CallLimiter {

  /**
   * Takes the right to make one call, if it is to be had now.
   *
   * @param operation the call
   * @param priority whether it goes first or gives way
   * @return zero if the call may be made; otherwise how long to wait before asking again
   */
  Duration take(Operation operation, CallPriority priority);

  /**
   * Creates a limiter at the rates AWS documents for an account and region, for an application on
   * one server.
   *
   * @return a new limiter
   */
  static CallLimiter standard() {
    return shared(BucketSource.inMemory());
  }

  /**
   * Creates a limiter at the rates AWS documents for an account and region, which servers share.
   *
   * @param buckets where the servers keep what is left of each rate
   * @return a new limiter
   */
  static CallLimiter shared(BucketSource buckets) {
    return new BucketCallLimiter(buckets);
  }

  /**
   * Creates a limiter that lets everything pass at once, for emulators.
   *
   * @return a new limiter
   */
  static CallLimiter unlimited() {
    return (operation, priority) -> Duration.ZERO;
  }
}
