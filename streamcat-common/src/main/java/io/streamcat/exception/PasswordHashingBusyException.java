package io.streamcat.exception;

/**
 * Thrown when a password could not be hashed or verified in time, because the processors and the
 * heap allow no further concurrent hashing. Nothing was changed, and the same call may succeed
 * later.
 */
public final class PasswordHashingBusyException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param problem the reason, without the password
   */
  public PasswordHashingBusyException(String problem) {
    super("the password was not hashed or verified: " + problem, true, null);
  }
}
