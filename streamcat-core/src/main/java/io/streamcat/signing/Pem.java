package io.streamcat.signing;

import io.streamcat.exception.InvalidInputException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The PEM form of keys. Messages never quote the input, which may be secret, and have no cause,
 * which may quote it.
 */
final class Pem {

  private static final String GENERATE =
      "openssl ecparam -name secp384r1 -genkey -noout -out private.pem";
  private static final String DERIVE = "openssl ec -in private.pem -pubout -out public.pem";
  private static final String DECRYPT = "openssl pkey -in encrypted.pem -out private.pem";
  private static final String NAME_CURVE =
      "openssl ec -in key.pem -param_enc named_curve -out private.pem";

  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /**
   * Returns the private key of a text: PKCS#8 or SEC 1, which is what {@code openssl ecparam
   * -genkey} writes.
   */
  static ECPrivateKey privateKey(String pem) {
    Field field =
        new Field("privateKeyPem", "an unencrypted private key on the curve P-384 in PEM");
    List<PemBlock> blocks = PemBlock.in(pem);
    PemBlock block = block(blocks, "PRIVATE KEY").orElse(null);
    if (block == null) {
      throw blocks.isEmpty()
          ? field.rejected("is not enclosed in BEGIN and END lines of PRIVATE KEY", GENERATE)
          : field.rejected("contains no private key", GENERATE);
    }
    if (block.isEncrypted()) {
      throw field.rejected("is encrypted", DECRYPT);
    }
    byte[] der = decoded(field, block, GENERATE);
    try {
      return P384.privateKey(
          switch (block.label()) {
            case "PRIVATE KEY" -> ofPkcs8(field, der);
            case "EC PRIVATE KEY" -> ofSec1(field, der, null);
            default -> throw field.rejected("is not an elliptic curve key", GENERATE);
          });
    } catch (IllegalArgumentException e) {
      throw field.rejected("is not such a key", GENERATE);
    }
  }

  /** Returns the private number of {@code OneAsymmetricKey} (RFC 5958). */
  private static BigInteger ofPkcs8(Field field, byte[] der) {
    List<Der> key = Der.sequence(der);
    if (key.size() < 3) {
      throw new IllegalArgumentException("incomplete");
    }
    List<Der> algorithm = key.get(1).elements(Der.SEQUENCE);
    if (!P384.isKeyOfAnyCurve(algorithm)) {
      throw field.rejected("is not an elliptic curve key", GENERATE);
    }
    return ofSec1(field, key.get(2).content(Der.OCTET_STRING), algorithm.get(1));
  }

  /**
   * Returns the private number of {@code ECPrivateKey} (RFC 5915).
   *
   * @param outerCurve the curve as PKCS#8 names it, or null
   */
  private static BigInteger ofSec1(Field field, byte[] der, @Nullable Der outerCurve) {
    List<Der> key = Der.sequence(der);
    if (key.size() < 2) {
      throw new IllegalArgumentException("incomplete");
    }
    Optional<Der> innerCurve =
        key.stream()
            .filter(part -> part.tag() == Der.CONTEXT_0)
            .flatMap(part -> part.elements(Der.CONTEXT_0).stream())
            .findFirst();
    Der curve = innerCurve.orElse(outerCurve);
    if (curve == null) {
      throw field.rejected("names no curve", GENERATE);
    }
    if (curve.tag() == Der.SEQUENCE) {
      throw field.rejected("describes its curve instead of naming it", NAME_CURVE);
    }
    if (!P384.isNamedBy(curve)) {
      throw field.rejected("is on another curve", GENERATE);
    }
    return new BigInteger(1, key.get(1).content(Der.OCTET_STRING));
  }

  /** Returns the public key of a text. */
  static ECPublicKey publicKey(String pem) {
    Field field = new Field("publicKeyPem", "a public key on the curve P-384, X.509 in PEM");
    List<PemBlock> blocks = PemBlock.in(pem);
    PemBlock block = block(blocks, "PUBLIC KEY").orElse(null);
    if (block == null) {
      throw blocks.isEmpty()
          ? field.rejected("is not enclosed in BEGIN and END lines of PUBLIC KEY", DERIVE)
          : field.rejected("contains no public key", DERIVE);
    }
    try {
      if (KeyFactory.getInstance("EC")
                  .generatePublic(new X509EncodedKeySpec(decoded(field, block, DERIVE)))
              instanceof ECPublicKey key
          && P384.isCurveOf(key.getParams())) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw field.rejected("is not such a key", DERIVE);
    }
    throw field.rejected("is on another curve", GENERATE);
  }

  private static Optional<PemBlock> block(List<PemBlock> blocks, String label) {
    return blocks.stream().filter(block -> block.label().endsWith(label)).findFirst();
  }

  private static byte[] decoded(Field field, PemBlock block, String command) {
    try {
      return Base64.getDecoder().decode(block.body().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw field.rejected("is not Base64", command);
    }
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

  /**
   * A field of an exception.
   *
   * @param name the name
   * @param rule the rule
   */
  private record Field(String name, String rule) {

    InvalidInputException rejected(String problem, String command) {
      return new InvalidInputException(name, rule + "; use: " + command, problem);
    }
  }
}
