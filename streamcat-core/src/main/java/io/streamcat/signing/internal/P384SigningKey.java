package io.streamcat.signing.internal;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.signing.SigningKey;
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

/** A key pair on the curve P-384. It creates a signature object for each token. */
public final class P384SigningKey implements SigningKey {

  /** The algorithm ES384 as JWS defines it: both numbers concatenated, not in DER. */
  private static final String ALGORITHM = "SHA384withECDSAinP1363Format";

  private static final Base64.Encoder BASE_64 = Base64.getUrlEncoder().withoutPadding();

  private final ECPrivateKey privateKey;
  private final ECPublicKey publicKey;
  private final @Nullable Provider provider;
  private final String fingerprint;

  private P384SigningKey(
      ECPrivateKey privateKey, ECPublicKey publicKey, @Nullable Provider provider) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.provider = provider;
    this.fingerprint = fingerprint(publicKey);
  }

  public static SigningKey generate() {
    KeyPair pair = P384.generate();
    return of((ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
  }

  public static SigningKey of(ECPrivateKey privateKey, ECPublicKey publicKey) {
    P384SigningKey key = new P384SigningKey(privateKey, publicKey, null);
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

  @Override
  public SigningKey with(Provider provider) {
    P384SigningKey key = new P384SigningKey(privateKey, publicKey, provider);
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

  @Override
  public String privateKeyPem() {
    return Pem.of(privateKey);
  }

  @Override
  public String publicKeyPem() {
    return Pem.of(publicKey);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
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
