package io.streamcat.examples.web.playback;

import io.streamcat.signing.SigningKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Where the key comes from that signs playback tokens. All servers are given the same, so that each
 * goes on with what another has begun, and with what was there before a restart.
 *
 * @param privateKey the private key, PKCS#8 in PEM, or null
 * @param publicKey the public key that belongs to it, X.509 in PEM, or null
 * @param generate whether a key is made at start if none is given: for an emulator that forgets it
 *     with everything else
 */
@ConfigurationProperties("site.playback-key")
record PlaybackKey(@Nullable String privateKey, @Nullable String publicKey, boolean generate) {

  /**
   * Reads or makes the key.
   *
   * @return a key pair, a new one with each call if it is generated; or empty if there is none
   * @throws io.streamcat.exception.InvalidInputException if what is given is no key pair
   */
  Optional<SigningKey> pair() {
    if (StringUtils.hasText(privateKey) || StringUtils.hasText(publicKey)) {
      return Optional.of(SigningKey.ofPem(orEmpty(privateKey), orEmpty(publicKey)));
    }
    return generate ? Optional.of(SigningKey.generate()) : Optional.empty();
  }

  private static String orEmpty(@Nullable String pem) {
    return pem == null ? "" : pem;
  }

  /** The private key is in no log. */
  @Override
  public String toString() {
    return "PlaybackKey[generate=" + generate + "]";
  }
}
