package io.streamcat.playback;

import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;

/**
 * A signer of playback tokens for private channels, which calls AWS for no token.
 *
 * <p>AWS accepts the tokens while the public half of the key is imported. The time of expiration is
 * computed from the clock and a duration; callers pass no number. Thread-safe.
 */
public interface PlaybackTokenSigner {

  /**
   * Creates a signer.
   *
   * @param key the signing key, whose public half is imported into {@link
   *     PlaybackService#keyPairs()}
   * @param clock the clock for the time of issue
   * @return a new signer
   */
  static PlaybackTokenSigner create(SigningKey key, Clock clock) {
    return new Es384PlaybackTokenSigner(key, clock);
  }

  /**
   * Creates a signer that imports the public half of its key, unless it is imported already, before
   * it issues the first token. Before that it makes no call, so that a server can start while AWS
   * is unavailable.
   *
   * <p>If AWS rejects the import, because a permission is missing, three other keys exist, or the
   * key is imported and not shown, the signer logs a warning, signs, and tries again five minutes
   * later: another program may have imported the key.
   *
   * @param key the signing key
   * @param keys the signing keys over {@link PlaybackService#keyPairs()}
   * @param clock the clock for the time of issue
   * @return a new signer, whose {@link #sign} throws other exceptions of {@link
   *     SigningKeys#publish} until the import has succeeded
   */
  static PlaybackTokenSigner create(SigningKey key, SigningKeys keys, Clock clock) {
    return new PublishingPlaybackTokenSigner(key, keys, clock);
  }

  /**
   * Issues a token.
   *
   * @param channelArn the channel's ARN
   * @param request the permissions and the lifetime of the token
   * @return a new token
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not that of a channel
   */
  PlaybackToken sign(String channelArn, PlaybackTokenRequest request);
}
