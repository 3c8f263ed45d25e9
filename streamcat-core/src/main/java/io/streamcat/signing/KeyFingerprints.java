package io.streamcat.signing;

import io.streamcat.exception.InvalidInputException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The possible fingerprints of a public key in AWS. AWS documents no algorithm; its examples have
 * the length of MD5.
 *
 * @param key the key
 * @param digests the digests of the key's X.509 form, in lower-case hexadecimal digits
 */
record KeyFingerprints(ECPublicKey key, Set<String> digests) {

  static KeyFingerprints of(ECPublicKey key) {
    return new KeyFingerprints(
        key,
        Stream.of("MD5", "SHA-1", "SHA-256")
            .map(algorithm -> digest(algorithm, key.getEncoded()))
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static @Nullable String digest(String algorithm, byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
    } catch (NoSuchAlgorithmException e) {
      // Runtimes that are restricted to FIPS 140 lack MD5.
      return null;
    }
  }

  /** Returns whether a key in AWS is this key. */
  boolean match(ImportedKey imported) {
    if (!imported.publicKeyPem().isEmpty()) {
      try {
        return Pem.publicKey(imported.publicKeyPem()).getW().equals(key.getW());
      } catch (InvalidInputException e) {
        return false;
      }
    }
    String digits = imported.fingerprint().replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
    return digests.contains(digits);
  }
}
