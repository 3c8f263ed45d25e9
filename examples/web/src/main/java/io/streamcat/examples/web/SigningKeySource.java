package io.streamcat.examples.web;

import io.streamcat.signing.SigningKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The source of a key that signs tokens. All servers need the same key, so that tokens stay valid
 * on other servers and after a restart.
 *
 * @param privateKey the private key in PEM, or null
 * @param publicKey the public key that belongs to it, X.509 in PEM, or null to compute it
 * @param generate whether to generate a key at start if none is given: for the emulator, which
 *     loses its keys at its end
 */
public record SigningKeySource(
    @Nullable String privateKey, @Nullable String publicKey, boolean generate) {

  /**
   * Returns the key.
   *
   * @return the key pair, a new one with each call if it is generated; or empty if there is none
   * @throws io.streamcat.exception.InvalidInputException if the given keys are not a key pair
   */
  public Optional<SigningKey> pair() {
    if (StringUtils.hasText(privateKey) || StringUtils.hasText(publicKey)) {
      return Optional.of(
          StringUtils.hasText(publicKey)
              ? SigningKey.ofPem(orEmpty(privateKey), publicKey)
              : SigningKey.ofPem(orEmpty(privateKey)));
    }
    return generate ? Optional.of(SigningKey.generate()) : Optional.empty();
  }

  private static String orEmpty(@Nullable String pem) {
    return pem == null ? "" : pem;
  }

  /** Returns a text without the private key. */
  @Override
  public String toString() {
    return "SigningKeySource[generate=" + generate + "]";
  }
}
