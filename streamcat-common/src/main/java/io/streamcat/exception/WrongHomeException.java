package io.streamcat.exception;

/**
 * Thrown when a user's resources are in another region or AWS account than the one this StreamCat
 * works in, or may be because StreamCat does not know its account. Nothing was changed.
 */
public final class WrongHomeException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param userId the user
   * @param home the region and account of the user's resources
   * @param here the region and account of this StreamCat
   */
  public WrongHomeException(String userId, String home, String here) {
    super(
        "user '"
            + userId
            + "' belongs to "
            + home
            + ", and this StreamCat works in "
            + here
            + ": use one that is configured for the user's region and account",
        false,
        null);
  }
}
