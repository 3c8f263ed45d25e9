package io.streamcat.exception;

/**
 * A change was refused because the lease it was made under is no longer held.
 *
 * <p>Repositories throw it; to the application it surfaces only as the cause of something else.
 */
public final class LeaseLostException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param userId the user whose lease was lost
   */
  public LeaseLostException(String userId) {
    super("the lease on user '" + userId + "' is no longer held", true, null);
  }
}
