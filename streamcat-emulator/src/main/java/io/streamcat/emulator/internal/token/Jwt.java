package io.streamcat.emulator.internal.token;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signed JSON Web Token in its compact form. Immutable. The text of the token is never shown. */
public final class Jwt {
  private static final String ALGORITHM = "SHA384withECDSAinP1363Format";

  private final Map<String, @Nullable Object> header;
  private final Map<String, @Nullable Object> claims;
  private final byte[] signed;
  private final byte[] signature;

  private Jwt(
      Map<String, @Nullable Object> header,
      Map<String, @Nullable Object> claims,
      byte[] signed,
      byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * Parses a token without verifying its signature.
   *
   * @param token the compact form
   * @return the token
   * @throws IllegalArgumentException if the text is not a token; the message does not quote it
   */
  public static Jwt parse(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("the token must have three parts with dots between them");
    }
    return new Jwt(
        object("header", parts[0]),
        object("payload", parts[1]),
        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8),
        bytes("signature", parts[2]));
  }

  /**
   * Creates a signed token.
   *
   * @param header the header, whose order is kept
   * @param claims the claims, whose order is kept
   * @param key a private key of the curve P-384
   * @param random the source of random numbers for the signature
   * @return the compact form
   */
  public static String sign(
      Map<String, ?> header, Map<String, ?> claims, PrivateKey key, SecureRandom random) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String signed =
        encoder.encodeToString(Json.write(header))
            + "."
            + encoder.encodeToString(Json.write(claims));
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key, random);
      signature.update(signed.getBytes(StandardCharsets.UTF_8));
      return signed + "." + encoder.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key of the curve P-384 can sign", e);
    }
  }

  /**
   * Returns the header.
   *
   * @return the header, unverified
   */
  public Map<String, @Nullable Object> header() {
    return header;
  }

  /**
   * Returns the claims.
   *
   * @return the claims, unverified
   */
  public Map<String, @Nullable Object> claims() {
    return claims;
  }

  /**
   * Returns whether a key has signed the token with ES384.
   *
   * @param key a public key of the curve P-384
   * @return whether the signature is valid
   */
  public boolean isSignedBy(PublicKey key) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // For example a signature of another length.
      return false;
    }
  }

  private static Map<String, @Nullable Object> object(String part, String text) {
    try {
      return Json.parseObject(bytes(part, text));
    } catch (JsonException e) {
      throw new IllegalArgumentException("the token's " + part + " must be a JSON object", e);
    }
  }

  private static byte[] bytes(String part, String text) {
    try {
      if (!text.contains("=")) {
        return Base64.getUrlDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // The message is the same as for padding, which tokens do not have.
    }
    throw new IllegalArgumentException(
        "the token's " + part + " must be Base64 for URLs, unpadded");
  }
}
