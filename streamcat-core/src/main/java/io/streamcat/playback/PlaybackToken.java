package io.streamcat.playback;

import java.net.URI;
import java.time.Instant;

/**
 * The secret with which a private channel can be watched.
 *
 * <p>{@link #toString()} hides the value.
 *
 * @param value the secret
 * @param channelArn the channel
 * @param expiresAt until when it can be used to start watching; whole seconds
 */
public record PlaybackToken(String value, String channelArn, Instant expiresAt) {

  /**
   * Adds the token to the address of the channel's playlist.
   *
   * @param playbackUrl the channel's playback URL
   * @return the address to give to the player; as secret as the token
   */
  public URI appendTo(String playbackUrl) {
    // A token is made of letters, digits, dots, - and _ alone: nothing needs escaping.
    return URI.create(playbackUrl + (playbackUrl.contains("?") ? "&" : "?") + "token=" + value);
  }

  @Override
  public String toString() {
    return "PlaybackToken[value=***, channelArn=" + channelArn + ", expiresAt=" + expiresAt + "]";
  }
}
