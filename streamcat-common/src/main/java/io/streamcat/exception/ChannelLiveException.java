package io.streamcat.exception;

/**
 * The user's channel is live, and what was asked for would disturb it or needs it stopped; nothing
 * was changed.
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
            + "' is live; try again when it is not, or have it stopped",
        true,
        null);
  }
}
