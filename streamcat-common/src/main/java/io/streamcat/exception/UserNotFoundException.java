package io.streamcat.exception;

/** Thrown when no user has the id. */
public final class UserNotFoundException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param userId the unknown id
   */
  public UserNotFoundException(String userId) {
    super("user '" + userId + "' is not known", false, null);
  }
}
