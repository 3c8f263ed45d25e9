package io.streamcat.realtime;

import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Issues participant tokens without calling AWS for each, and so without its limit of 50 a second.
 *
 * <p>AWS accepts them as long as the public half of the key is imported. Thread safe.
 */
public interface ParticipantTokenSigner {

  /**
   * Creates a signer.
   *
   * @param key the key to sign with
   * @param publicKeyArn the ARN its public half was given when it was imported into {@link
   *     RealTimeService#publicKeys()}
   * @param clock tells when a token is issued
   * @return a new signer
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a public key's
   */
  static ParticipantTokenSigner create(SigningKey key, String publicKeyArn, Clock clock) {
    String checked = Es384ParticipantTokenSigner.checked(publicKeyArn);
    return new Es384ParticipantTokenSigner(key, () -> checked, clock);
  }

  /**
   * Creates a signer that imports the public half of its key itself, unless that has been done,
   * before it issues the first token. Until then it calls nobody, so that a server starts while AWS
   * cannot be reached.
   *
   * @param key the key to sign with
   * @param keys imports into {@link RealTimeService#publicKeys()}
   * @param clock tells when a token is issued
   * @return a new signer, whose {@link #sign} throws what {@link SigningKeys#publish} does until
   *     that has succeeded
   */
  static ParticipantTokenSigner create(SigningKey key, SigningKeys keys, Clock clock) {
    Supplier<ImportedKey> published = keys.publishedOnUse(key);
    return new Es384ParticipantTokenSigner(
        key, () -> Es384ParticipantTokenSigner.checked(published.get().arn()), clock);
  }

  /**
   * Issues a token.
   *
   * @param stage the stage to join, with its endpoints
   * @param request who may do what, and for how long
   * @return a new token
   * @throws io.streamcat.exception.InvalidInputException if the stage has no events or WHIP
   *     endpoint
   */
  ParticipantToken sign(Stage stage, ParticipantTokenRequest request);
}
