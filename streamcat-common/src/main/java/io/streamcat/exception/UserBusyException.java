package io.streamcat.exception;

/**
 * Thrown when another thread or server is working on the user. The same call may succeed when that
 * work ends.
 */
public final class UserBusyException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param userId the user
   */
  public UserBusyException(String userId) {
    super(
        "user '" + userId + "' is being worked on by another thread or server; try again later",
        true,
        null);
  }
}
