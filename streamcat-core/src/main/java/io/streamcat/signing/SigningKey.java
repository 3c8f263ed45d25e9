package io.streamcat.signing;

import io.streamcat.signing.internal.P384;
import io.streamcat.signing.internal.P384SigningKey;
import io.streamcat.signing.internal.Pem;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key pair on the curve P-384, the only curve that IVS accepts for tokens.
 *
 * <pre>{@code
 * SigningKey key = SigningKey.generate(); // once
 * store(key.privateKeyPem(), key.publicKeyPem()); // in the secret store
 *
 * SigningKey sameKey = SigningKey.ofPem(privateKeyPem, publicKeyPem); // on every server
 * }</pre>
 *
 * <p>{@code toString()} contains the fingerprint only. Thread-safe.
 */
public interface SigningKey {

  /**
   * Generates a new key pair.
   *
   * <p>The private half exists nowhere else. The application must save it in its secret store
   * before the public half is imported.
   *
   * @return a new key pair
   */
  static SigningKey generate() {
    return P384SigningKey.generate();
  }

  /**
   * Reads a key pair from its private half. The public half is computed.
   *
   * <p>The text can be PKCS#8 or SEC 1 ({@code BEGIN EC PRIVATE KEY}), which the IVS console and
   * OpenSSL write. Text around the key, a byte order mark and any line separators are ignored. The
   * two characters {@code \n} count as a line separator, as environment variables often contain
   * them.
   *
   * @param privateKeyPem the private key in PEM, not encrypted
   * @return the key pair
   * @throws io.streamcat.exception.InvalidInputException if the text contains no such key; the
   *     message names an OpenSSL command that helps, and does not quote the text
   */
  static SigningKey ofPem(String privateKeyPem) {
    ECPrivateKey privateKey = Pem.privateKey(privateKeyPem);
    return P384SigningKey.of(privateKey, P384.publicKey(privateKey));
  }

  /**
   * Reads a key pair from both halves.
   *
   * @param privateKeyPem the private key, as {@link #ofPem(String)} reads it
   * @param publicKeyPem the public key that belongs to it, X.509 in PEM
   * @return the key pair
   * @throws io.streamcat.exception.InvalidInputException if a text is not such a key, or the keys
   *     do not belong together; the message quotes neither
   */
  static SigningKey ofPem(String privateKeyPem, String publicKeyPem) {
    return P384SigningKey.of(Pem.privateKey(privateKeyPem), Pem.publicKey(publicKeyPem));
  }

  /**
   * Returns this key pair with another security provider for signatures.
   *
   * <p>The JDK's own providers sign several hundred tokens a second on one core. A native provider
   * such as Amazon Corretto Crypto Provider signs several thousand.
   *
   * @param provider a security provider; it need not be installed in the JVM
   * @return the same key pair, used through the provider
   * @throws io.streamcat.exception.InvalidInputException if the provider cannot sign with the key
   */
  SigningKey with(Provider provider);

  /**
   * Returns the private key, which belongs in the application's secret store only.
   *
   * @return the private key, PKCS#8 in PEM
   */
  String privateKeyPem();

  /**
   * Returns the public key, which AWS imports.
   *
   * @return the public key, X.509 in PEM
   */
  String publicKeyPem();

  /**
   * Returns the fingerprint, which identifies the key pair and is not secret.
   *
   * @return the SHA-256 of the public key's X.509 form, in 64 hexadecimal digits
   */
  String fingerprint();

  /**
   * Signs claims with ES384.
   *
   * @param keyId the key id for the header, or null for none
   * @param claims texts, whole numbers, truth values and maps of them by name
   * @return a JSON Web Token, in the compact form
   */
  String sign(@Nullable String keyId, Map<String, ?> claims);
}
