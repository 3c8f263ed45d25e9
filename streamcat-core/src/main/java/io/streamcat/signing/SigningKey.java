package io.streamcat.signing;

import java.security.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key pair on the curve P-384, the only one with which IVS accepts tokens.
 *
 * <p>{@code toString()} tells the fingerprint alone. Thread safe.
 */
public interface SigningKey {

  /**
   * Makes a new key pair.
   *
   * <p>Its private half exists nowhere else: it has to be in the application's store of secrets
   * before the public half is imported.
   *
   * @return a new key pair
   */
  static SigningKey generate() {
    return P384SigningKey.generate();
  }

  /**
   * Reads a key pair.
   *
   * @param privateKeyPem the private key, PKCS#8 in PEM, not encrypted
   * @param publicKeyPem the public key that belongs to it, X.509 in PEM
   * @return the key pair
   * @throws io.streamcat.exception.InvalidInputException if one is something else, or the two do
   *     not belong together; the message quotes neither
   */
  static SigningKey ofPem(String privateKeyPem, String publicKeyPem) {
    return P384SigningKey.of(Pem.privateKey(privateKeyPem), Pem.publicKey(publicKeyPem));
  }

  /**
   * Chooses what computes signatures.
   *
   * <p>The JDK's own providers sign several hundred tokens a second on one core, a native provider
   * such as Amazon Corretto Crypto Provider several thousand.
   *
   * @param provider a security provider; it need not be installed in the JVM
   * @return the same key pair, used through the provider
   * @throws io.streamcat.exception.InvalidInputException if the provider cannot sign with the key
   */
  SigningKey with(Provider provider);

  /**
   * Returns the secret, for the application's store of secrets and nothing else.
   *
   * @return the private key, PKCS#8 in PEM
   */
  String privateKeyPem();

  /**
   * Returns what AWS is given.
   *
   * @return the public key, X.509 in PEM
   */
  String publicKeyPem();

  /**
   * Returns what identifies the key pair and is no secret.
   *
   * @return the SHA-256 of the public key's X.509 form, in 64 hexadecimal digits
   */
  String fingerprint();

  /**
   * Signs claims with ES384.
   *
   * @param keyId what the header names the key, or null for nothing
   * @param claims texts, whole numbers, truth values and maps of them by name
   * @return a JSON Web Token, in the compact form
   */
  String sign(@Nullable String keyId, Map<String, ?> claims);
}
