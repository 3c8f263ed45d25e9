package io.streamcat.signing;

import io.streamcat.exception.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key pair on the curve P-384, the only curve that IVS accepts for tokens.
 *
 * <p>{@code toString()} contains the fingerprint only. Thread-safe.
 */
public final class SigningKey {

  /** The algorithm ES384 as JWS defines it: both numbers concatenated, not in DER. */
  private static final String ALGORITHM = "SHA384withECDSAinP1363Format";

  private static final Base64.Encoder BASE_64 = Base64.getUrlEncoder().withoutPadding();

  private final ECPrivateKey privateKey;
  private final ECPublicKey publicKey;
  private final @Nullable Provider provider;
  private final String fingerprint;

  private SigningKey(ECPrivateKey privateKey, ECPublicKey publicKey, @Nullable Provider provider) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.provider = provider;
    this.fingerprint = fingerprint(publicKey);
  }

  /**
   * Generates a new key pair.
   *
   * <p>The private half exists nowhere else. The application must save it in its secret store
   * before the public half is imported.
   *
   * @return a new key pair
   */
  public static SigningKey generate() {
    KeyPair pair = P384.generate();
    return of((ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
  }

  /**
   * Reads a key pair.
   *
   * @param privateKeyPem the private key, PKCS#8 in PEM, not encrypted
   * @param publicKeyPem the public key that belongs to it, X.509 in PEM
   * @return the key pair
   * @throws io.streamcat.exception.InvalidInputException if a text is not such a key, or the keys
   *     do not belong together; the message quotes neither
   */
  public static SigningKey ofPem(String privateKeyPem, String publicKeyPem) {
    return of(Pem.privateKey(privateKeyPem), Pem.publicKey(publicKeyPem));
  }

  private static SigningKey of(ECPrivateKey privateKey, ECPublicKey publicKey) {
    SigningKey key = new SigningKey(privateKey, publicKey, null);
    try {
      if (key.canSign()) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot sign with ES384", e);
    }
    throw new InvalidInputException(
        "publicKeyPem", "the public half of the private key", "belongs to another private key");
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
  public SigningKey with(Provider provider) {
    SigningKey key = new SigningKey(privateKey, publicKey, provider);
    try {
      if (key.canSign()) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw unsuitable(provider);
    }
    throw unsuitable(provider);
  }

  private static InvalidInputException unsuitable(Provider provider) {
    return new InvalidInputException(
        "provider",
        "a security provider that signs with ES384",
        "'" + provider.getName() + "' does not sign with ES384");
  }

  private boolean canSign() throws GeneralSecurityException {
    byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
    Signature verifier = Signature.getInstance(ALGORITHM);
    verifier.initVerify(publicKey);
    verifier.update(probe);
    return verifier.verify(signature(probe));
  }

  private byte[] signature(byte[] data) throws GeneralSecurityException {
    Signature signer =
        provider == null
            ? Signature.getInstance(ALGORITHM)
            : Signature.getInstance(ALGORITHM, provider);
    signer.initSign(privateKey);
    signer.update(data);
    return signer.sign();
  }

  /**
   * Returns the private key, which belongs in the application's secret store only.
   *
   * @return the private key, PKCS#8 in PEM
   */
  public String privateKeyPem() {
    return Pem.of(privateKey);
  }

  /**
   * Returns the public key, which AWS imports.
   *
   * @return the public key, X.509 in PEM
   */
  public String publicKeyPem() {
    return Pem.of(publicKey);
  }

  /**
   * Returns the fingerprint, which identifies the key pair and is not secret.
   *
   * @return the SHA-256 of the public key's X.509 form, in 64 hexadecimal digits
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Signs claims with ES384.
   *
   * @param keyId the key id for the header, or null for none
   * @param claims texts, whole numbers, truth values and maps of them by name
   * @return a JSON Web Token, in the compact form
   */
  public String sign(@Nullable String keyId, Map<String, ?> claims) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (keyId != null) {
      header.put("kid", keyId);
    }
    header.put("typ", "JWT");
    header.put("alg", "ES384");
    String signed = encoded(header) + "." + encoded(claims);
    try {
      return signed
          + "."
          + BASE_64.encodeToString(signature(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed with a key that signed before", e);
    }
  }

  private static String encoded(Map<String, ?> json) {
    return BASE_64.encodeToString(ClaimsJson.of(json).getBytes(StandardCharsets.UTF_8));
  }

  private static String fingerprint(ECPublicKey key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[fingerprint=" + fingerprint + "]";
  }
}
