package io.streamcat.playback;

import io.streamcat.secret.Secret;
import java.net.URI;
import java.time.Instant;

/**
 * The token with which a viewer watches a private channel.
 *
 * @param value the text for the player
 * @param channelArn the ARN of the channel
 * @param expiresAt the time by which the viewer must start watching; whole seconds
 */
public record PlaybackToken(Secret value, String channelArn, Instant expiresAt) {

  /**
   * Adds the token to the URL of the channel's playlist.
   *
   * @param playbackUrl the channel's playback URL
   * @return the URL for the player; as secret as the token
   */
  public URI appendTo(String playbackUrl) {
    // A token consists of letters, digits, dots, - and _ only, so escaping is unnecessary.
    return URI.create(
        playbackUrl + (playbackUrl.contains("?") ? "&" : "?") + "token=" + value.reveal());
  }
}
