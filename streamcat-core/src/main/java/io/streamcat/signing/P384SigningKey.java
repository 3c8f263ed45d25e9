package io.streamcat.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.streamcat.exception.InvalidInputException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Its signer makes a signature object for each token, which is what makes it thread safe. */
final class P384SigningKey implements SigningKey {

  private final ECPrivateKey privateKey;
  private final ECPublicKey publicKey;
  private final ECDSASigner signer;
  private final String fingerprint;

  private P384SigningKey(
      ECPrivateKey privateKey, ECPublicKey publicKey, @Nullable Provider provider)
      throws JOSEException {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.signer = new ECDSASigner(privateKey);
    if (provider != null) {
      signer.getJCAContext().setProvider(provider);
    }
    this.fingerprint = fingerprint(publicKey);
  }

  static SigningKey generate() {
    KeyPair pair = P384.generate();
    return of((ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
  }

  static SigningKey of(ECPrivateKey privateKey, ECPublicKey publicKey) {
    try {
      P384SigningKey key = new P384SigningKey(privateKey, publicKey, null);
      if (key.canSign()) {
        return key;
      }
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime cannot sign with ES384", e);
    }
    throw new InvalidInputException(
        "publicKeyPem", "the public half of the private key", "belongs to another one");
  }

  @Override
  public SigningKey with(Provider provider) {
    try {
      P384SigningKey key = new P384SigningKey(privateKey, publicKey, provider);
      if (key.canSign()) {
        return key;
      }
    } catch (JOSEException e) {
      // Whatever it lacks, it is not what was asked for.
      throw unsuitable(provider);
    }
    throw unsuitable(provider);
  }

  private static InvalidInputException unsuitable(Provider provider) {
    return new InvalidInputException(
        "provider",
        "a security provider that signs with ES384",
        "'" + provider.getName() + "' does not");
  }

  private boolean canSign() throws JOSEException {
    JWSObject probe = token(null, Map.of("probe", true));
    probe.sign(signer);
    return probe.verify(new ECDSAVerifier(publicKey));
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
    JWSObject token = token(keyId, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("the key signed before and does not any more", e);
    }
    return token.serialize();
  }

  private static JWSObject token(@Nullable String keyId, Map<String, ?> claims) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES384).type(JOSEObjectType.JWT).keyID(keyId).build();
    return new JWSObject(header, new Payload(Map.copyOf(claims)));
  }

  private static String fingerprint(ECPublicKey key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[fingerprint=" + fingerprint + "]";
  }
}
