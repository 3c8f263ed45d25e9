package io.streamcat.realtime;

import io.streamcat.signing.SigningKey;
import java.time.Clock;

/**
 * Issues participant tokens without calling AWS, and so without its limit of 50 a second.
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
   * @throws io.streamcat.error.InvalidInputException if the ARN is not a public key's
   */
  static ParticipantTokenSigner create(SigningKey key, String publicKeyArn, Clock clock) {
    return new Es384ParticipantTokenSigner(key, publicKeyArn, clock);
  }

  /**
   * Issues a token.
   *
   * @param stage the stage to join, with its endpoints
   * @param request who may do what, and for how long
   * @return a new token
   * @throws io.streamcat.error.InvalidInputException if the stage has no events or WHIP endpoint
   */
  ParticipantToken sign(Stage stage, ParticipantTokenRequest request);
}
