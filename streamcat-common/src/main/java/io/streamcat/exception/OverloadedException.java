package io.streamcat.exception;

import java.time.Duration;

/**
 * Thrown when a request is rejected immediately because it could not be served in time. More
 * requests are waiting than AWS allows until the deadline, or than the application admits. The
 * request did not start.
 */
public final class OverloadedException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final Duration expectedWait;

  /**
   * Creates an exception.
   *
   * @param what the resource or operation that the request waits for, for example {@code
   *     CreateChannel}
   * @param expectedWait the time that the request would wait now; zero if unknown
   */
  public OverloadedException(String what, Duration expectedWait) {
    super(
        "nothing was begun, because too many requests wait for "
            + what
            + (expectedWait.isZero()
                ? "; try again later"
                : ": the wait is about "
                    + seconds(expectedWait)
                    + "; try again later, or with a longer time"),
        true,
        null);
    this.expectedWait = expectedWait;
  }

  private static String seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds()) + " s";
  }

  /**
   * Returns the expected wait at the time of the rejection, for example for the header {@code
   * Retry-After}.
   *
   * @return the wait; zero if it is unknown
   */
  public Duration expectedWait() {
    return expectedWait;
  }
}
