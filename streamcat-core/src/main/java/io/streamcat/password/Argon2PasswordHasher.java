package io.streamcat.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.streamcat.error.Check;
import io.streamcat.user.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Argon2id (RFC 9106) in PHC string format. */
final class Argon2PasswordHasher implements PasswordHasher {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

  private final int memoryKib;
  private final int iterations;

  Argon2PasswordHasher(int memoryKib, int iterations) {
    this.memoryKib = (int) Check.range("memoryKib", memoryKib, 8, 1 << 22);
    this.iterations = (int) Check.range("iterations", iterations, 1, 1000);
  }

  @Override
  public PasswordHash hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = hash(password, salt, memoryKib, iterations, 1, HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
            .formatted(
                memoryKib, iterations, base64.encodeToString(salt), base64.encodeToString(hash)));
  }

  @Override
  public boolean verify(String password, PasswordHash hash) {
    Matcher phc = PHC.matcher(hash.encoded());
    if (!phc.matches()) {
      return false;
    }
    byte[] expected = Base64.getDecoder().decode(phc.group(5));
    byte[] actual =
        hash(
            password,
            Base64.getDecoder().decode(phc.group(4)),
            Integer.parseInt(phc.group(1)),
            Integer.parseInt(phc.group(2)),
            Integer.parseInt(phc.group(3)),
            expected.length);
    return MessageDigest.isEqual(expected, actual);
  }

  @Override
  public boolean needsRehash(PasswordHash hash) {
    return !hash.encoded()
        .startsWith("$argon2id$v=19$m=%d,t=%d,p=1$".formatted(memoryKib, iterations));
  }

  private static byte[] hash(
      String password, byte[] salt, int memoryKib, int iterations, int lanes, int length) {
    // The same password typed on another keyboard may arrive in another Unicode form (NIST SP
    // 800-63B).
    byte[] plain =
        Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    try {
      return Argon2Function.getInstance(memoryKib, iterations, lanes, length, Argon2.ID)
          .hash(plain, salt)
          .getBytes();
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }
}
