package io.streamcat.playback;

import io.streamcat.secret.Secret;
import java.net.URI;
import java.time.Instant;

/**
 * The token with which a private channel can be watched.
 *
 * @param value the text to give to the player
 * @param channelArn the channel
 * @param expiresAt until when it can be used to start watching; whole seconds
 */
public record PlaybackToken(Secret value, String channelArn, Instant expiresAt) {

  /**
   * Adds the token to the address of the channel's playlist.
   *
   * @param playbackUrl the channel's playback URL
   * @return the address to give to the player; as secret as the token
   */
  public URI appendTo(String playbackUrl) {
    // A token is made of letters, digits, dots, - and _ alone: nothing needs escaping.
    return URI.create(
        playbackUrl + (playbackUrl.contains("?") ? "&" : "?") + "token=" + value.reveal());
  }
}
