package io.streamcat.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A stored hash of PBKDF2 (RFC 8018): {@code $pbkdf2-sha256$i=600000,l=32$salt$hash}, or passlib's
 * {@code $pbkdf2-sha256$29000$salt$hash}.
 */
final class Pbkdf2Hash implements StoredHash {

  private static final int MAX_ITERATIONS = 100_000_000;

  private final Variant variant;
  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  /** A variant with the algorithm's name in the JDK and the bytes of a block. */
  private enum Variant {
    SHA_1("PBKDF2WithHmacSHA1", 20),
    SHA_256("PBKDF2WithHmacSHA256", 32),
    SHA_512("PBKDF2WithHmacSHA512", 64);

    private final String algorithm;
    private final int blockBytes;

    Variant(String algorithm, int blockBytes) {
      this.algorithm = algorithm;
      this.blockBytes = blockBytes;
    }
  }

  private Pbkdf2Hash(PhcString phc) {
    variant =
        switch (phc.id()) {
          case "pbkdf2", "pbkdf2-sha1" -> Variant.SHA_1;
          case "pbkdf2-sha256" -> Variant.SHA_256;
          case "pbkdf2-sha512" -> Variant.SHA_512;
          default -> throw PhcString.malformed();
        };
    int nameless = phc.parameter(PhcString.NAMELESS, 0);
    iterations = nameless > 0 ? nameless : phc.parameter("i", 1, MAX_ITERATIONS);
    salt = phc.salt();
    hash = phc.hash();
    if (phc.parameter("l", hash.length) != hash.length) {
      throw PhcString.malformed();
    }
  }

  static Pbkdf2Hash parse(String text) {
    return new Pbkdf2Hash(PhcString.parse(text).withOnly(PhcString.NAMELESS, "i", "l"));
  }

  @Override
  public long memoryKib() {
    return 1;
  }

  @Override
  public long work() {
    int blocks = (hash.length + variant.blockBytes - 1) / variant.blockBytes;
    return (long) iterations * blocks;
  }

  @Override
  public boolean matches(String password) {
    char[] plain = password.toCharArray();
    PBEKeySpec key = new PBEKeySpec(plain, salt, iterations, hash.length * Byte.SIZE);
    try {
      return MessageDigest.isEqual(
          hash, SecretKeyFactory.getInstance(variant.algorithm).generateSecret(key).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks " + variant.algorithm, e);
    } finally {
      key.clearPassword();
      Arrays.fill(plain, '\0');
    }
  }
}
