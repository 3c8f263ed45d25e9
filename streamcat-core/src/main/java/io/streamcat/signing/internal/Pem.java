package io.streamcat.signing.internal;

import io.streamcat.exception.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PEM form of keys. Messages never quote the input, which may be secret. */
public final class Pem {

  private static final String PRIVATE_RULE =
      "a private key on the curve P-384, PKCS#8 in PEM, not encrypted";
  private static final String PUBLIC_RULE = "a public key on the curve P-384, X.509 in PEM";
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  public static ECPrivateKey privateKey(String pem) {
    byte[] der = body("privateKeyPem", "PRIVATE KEY", pem, PRIVATE_RULE);
    try {
      if (KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der))
              instanceof ECPrivateKey key
          && P384.isCurveOf(key.getParams())) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      // The cause may quote the key.
      throw new InvalidInputException("privateKeyPem", PRIVATE_RULE, "is not such a key");
    }
    throw new InvalidInputException("privateKeyPem", PRIVATE_RULE, "is on another curve");
  }

  public static ECPublicKey publicKey(String pem) {
    byte[] der = body("publicKeyPem", "PUBLIC KEY", pem, PUBLIC_RULE);
    try {
      if (KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der))
              instanceof ECPublicKey key
          && P384.isCurveOf(key.getParams())) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new InvalidInputException("publicKeyPem", PUBLIC_RULE, "is not such a key");
    }
    throw new InvalidInputException("publicKeyPem", PUBLIC_RULE, "is on another curve");
  }

  static String of(ECPrivateKey key) {
    return pem("PRIVATE KEY", key);
  }

  static String of(ECPublicKey key) {
    return pem("PUBLIC KEY", key);
  }

  private static String pem(String label, Key key) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, BASE64.encodeToString(key.getEncoded()));
  }

  private static byte[] body(String field, String label, String pem, String rule) {
    Matcher matcher =
        Pattern.compile(
                "-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(label))
            .matcher(pem.strip());
    if (!matcher.matches()) {
      throw new InvalidInputException(
          field, rule, "is not enclosed in BEGIN and END lines of " + label);
    }
    try {
      return Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(field, rule, "is not Base64");
    }
  }
}
