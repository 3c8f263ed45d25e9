package io.streamcat.playback;

import io.streamcat.signing.SigningKey;
import java.time.Clock;

/**
 * Issues playback tokens for private channels, without calling AWS.
 *
 * <p>AWS accepts them as long as the public half of the key is imported. When a token expires is
 * computed from the clock and a duration; nobody passes a number. Thread safe.
 */
public interface PlaybackTokenSigner {

  /**
   * Creates a signer.
   *
   * @param key the key to sign with, its public half imported into {@link
   *     PlaybackService#keyPairs()}
   * @param clock tells when a token is issued
   * @return a new signer
   */
  static PlaybackTokenSigner create(SigningKey key, Clock clock) {
    return new Es384PlaybackTokenSigner(key, clock);
  }

  /**
   * Issues a token.
   *
   * @param channelArn the channel's ARN
   * @param request what it allows
   * @return a new token
   * @throws io.streamcat.error.InvalidInputException if the ARN is not a channel's
   */
  PlaybackToken sign(String channelArn, PlaybackTokenRequest request);
}
