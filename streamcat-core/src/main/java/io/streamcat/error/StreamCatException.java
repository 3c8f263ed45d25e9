package io.streamcat.error;

import org.jspecify.annotations.Nullable;

/**
 * Something StreamCat was asked to do did not happen.
 *
 * <p>Messages name the user, the resource and the rule, and never contain a password, a stream key
 * or a token.
 */
public class StreamCatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * Creates an exception.
   *
   * @param message what failed and what to do about it
   * @param retryable whether the same call may succeed later, unchanged
   * @param cause what made it fail, or null
   */
  public StreamCatException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /**
   * Says whether the same call may succeed later, unchanged.
   *
   * @return true after a throttle, an outage or a lease held by someone else; false where the
   *     input, the account or the permissions have to change first
   */
  public final boolean retryable() {
    return retryable;
  }
}
