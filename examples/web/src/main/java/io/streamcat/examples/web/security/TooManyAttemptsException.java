package io.streamcat.examples.web.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords were tried; the one that came now was not looked at. */
public final class TooManyAttemptsException extends AuthenticationException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooManyAttemptsException(Duration retryAfter) {
    super("Too many wrong passwords; none is accepted for " + retryAfter.toMinutes() + " minutes");
    this.retryAfter = retryAfter;
  }

  /**
   * Tells when it makes sense to try again.
   *
   * @return the time from now
   */
  public Duration retryAfter() {
    return retryAfter;
  }
}
