package io.streamcat.exception;

/** No user with this id is known. */
public final class UserNotFoundException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param userId the id that was looked for
   */
  public UserNotFoundException(String userId) {
    super("user '" + userId + "' is not known", false, null);
  }
}
