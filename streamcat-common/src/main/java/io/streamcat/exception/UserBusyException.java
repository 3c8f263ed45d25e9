package io.streamcat.exception;

/** Another thread or server is working on this user; it can be tried again when that is done. */
public final class UserBusyException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param userId the user who is being worked on
   */
  public UserBusyException(String userId) {
    super(
        "user '" + userId + "' is being worked on by another thread or server; try again later",
        true,
        null);
  }
}
