package io.streamcat.exception;

/**
 * Thrown when a change would disturb the user's live stream or requires a stopped one; nothing was
 * changed.
 */
public final class ChannelLiveException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param userId the user whose channel is live
   */
  public ChannelLiveException(String userId) {
    super(
        "the channel of user '"
            + userId
            + "' is live; try again after the stream ends, or stop the stream",
        true,
        null);
  }
}
