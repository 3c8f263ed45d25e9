package io.streamcat.playback;

import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Issues playback tokens for private channels, without calling AWS for each.
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
   * Creates a signer that imports the public half of its key itself, unless that has been done,
   * before it issues the first token. Until then it calls nobody, so that a server starts while AWS
   * cannot be reached.
   *
   * @param key the key to sign with
   * @param keys imports into {@link PlaybackService#keyPairs()}
   * @param clock tells when a token is issued
   * @return a new signer, whose {@link #sign} throws what {@link SigningKeys#publish} does until
   *     that has succeeded
   */
  static PlaybackTokenSigner create(SigningKey key, SigningKeys keys, Clock clock) {
    Supplier<ImportedKey> published = keys.publishedOnUse(key);
    PlaybackTokenSigner signer = create(key, clock);
    return (channelArn, request) -> {
      Es384PlaybackTokenSigner.checkKey(published.get().arn());
      return signer.sign(channelArn, request);
    };
  }

  /**
   * Issues a token.
   *
   * @param channelArn the channel's ARN
   * @param request what it allows
   * @return a new token
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a channel's
   */
  PlaybackToken sign(String channelArn, PlaybackTokenRequest request);
}
