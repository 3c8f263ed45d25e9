package io.streamcat.realtime;

import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * A signer of participant tokens, which calls AWS for no token and is not subject to its limit of
 * 50 tokens a second.
 *
 * <p>AWS accepts the tokens while the public half of the key is imported. Thread-safe.
 */
public interface ParticipantTokenSigner {

  /**
   * Creates a signer.
   *
   * @param key the signing key
   * @param publicKeyArn the ARN of the public half in {@link RealTimeService#publicKeys()}
   * @param clock the clock for the time of issue
   * @return a new signer
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not that of a public key
   */
  static ParticipantTokenSigner create(SigningKey key, String publicKeyArn, Clock clock) {
    String checked = Es384ParticipantTokenSigner.checked(publicKeyArn);
    return new Es384ParticipantTokenSigner(key, () -> checked, clock);
  }

  /**
   * Creates a signer that imports the public half of its key, unless it is imported already, before
   * it issues the first token. Before that it makes no call, so that a server can start while AWS
   * is unavailable.
   *
   * @param key the signing key
   * @param keys the signing keys over {@link RealTimeService#publicKeys()}
   * @param clock the clock for the time of issue
   * @return a new signer, whose {@link #sign} throws the exceptions of {@link SigningKeys#publish}
   *     until the import has succeeded
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
   * @param request the user, the permissions and the lifetime of the token
   * @return a new token
   * @throws io.streamcat.exception.InvalidInputException if the stage has no events or WHIP
   *     endpoint
   */
  ParticipantToken sign(Stage stage, ParticipantTokenRequest request);

  /**
   * Issues a token that replaces the token of a participant without a reconnect. The participant's
   * client passes it to {@code exchangeToken} of the IVS broadcast SDK.
   *
   * <p>AWS accepts an exchange only if both tokens are signed with a key pair and name the same
   * stage, endpoints and participant. User id, permissions, attributes and lifetime may change.
   *
   * @param stage the stage that the participant has joined, with its endpoints
   * @param participantId the participant's id, from the earlier token: {@link
   *     ParticipantToken#participantId()}
   * @param request the new user id, permissions, attributes and lifetime
   * @return a new token with the same participant id
   * @throws io.streamcat.exception.InvalidInputException if the participant id is not 12 letters
   *     and digits, or the stage has no events or WHIP endpoint
   */
  ParticipantToken exchange(Stage stage, String participantId, ParticipantTokenRequest request);
}
