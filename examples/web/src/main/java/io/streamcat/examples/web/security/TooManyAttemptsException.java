package io.streamcat.examples.web.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Thrown when there were too many wrong passwords; the latest one was not checked. */
public final class TooManyAttemptsException extends AuthenticationException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooManyAttemptsException(Duration retryAfter) {
    super(
        "Too many wrong passwords; no attempt is accepted for "
            + retryAfter.toMinutes()
            + " minutes");
    this.retryAfter = retryAfter;
  }

  /**
   * Returns the time until the next attempt is accepted.
   *
   * @return the time from now
   */
  public Duration retryAfter() {
    return retryAfter;
  }

  /**
   * Returns the message for the user.
   *
   * @return the problem and what to do
   */
  public String advice() {
    return "Too many attempts. Please wait " + retryAfter.toMinutes() + " minutes, then try again.";
  }
}
