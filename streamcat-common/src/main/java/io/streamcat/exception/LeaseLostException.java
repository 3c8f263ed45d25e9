package io.streamcat.exception;

/**
 * Thrown when a repository rejects a change because the caller no longer holds the lease on the
 * user.
 *
 * <p>Repositories throw this exception; an application sees it only as a cause.
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
