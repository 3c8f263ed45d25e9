package io.streamcat.password;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored hash of bcrypt, for example of PHP or Spring Security.
 *
 * @param function bcrypt with the parameters of the hash
 * @param rounds the binary logarithm of the number of rounds
 * @param encoded the hash
 */
record BcryptHash(BcryptFunction function, int rounds, String encoded) implements StoredHash {

  private static final Pattern FORM =
      Pattern.compile("\\$2([abxy])\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");
  private static final int MIN_ROUNDS = 4;
  private static final int MAX_ROUNDS = 31;

  /** The bytes of a password that bcrypt hashes; systems ignore the others. */
  private static final int HASHED_BYTES = 72;

  /** The measured time of a round, as the KiB that Argon2 fills meanwhile. */
  private static final int WORK_OF_A_ROUND = 40;

  static BcryptHash parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a hash of bcrypt");
    }
    int rounds = Integer.parseInt(form.group(2));
    if (rounds < MIN_ROUNDS || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException("illegal cost of bcrypt");
    }
    Bcrypt type =
        switch (form.group(1)) {
          case "a" -> Bcrypt.A;
          case "b" -> Bcrypt.B;
          case "x" -> Bcrypt.X;
          default -> Bcrypt.Y;
        };
    return new BcryptHash(BcryptFunction.getInstance(type, rounds), rounds, text);
  }

  @Override
  public long memoryKib() {
    return 1;
  }

  @Override
  public long work() {
    return (1L << rounds) * WORK_OF_A_ROUND;
  }

  @Override
  public boolean matches(String password) {
    byte[] all = password.getBytes(StandardCharsets.UTF_8);
    byte[] plain = Arrays.copyOf(all, Math.min(all.length, HASHED_BYTES));
    try {
      return function.check(plain, encoded.getBytes(StandardCharsets.US_ASCII));
    } finally {
      Arrays.fill(all, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "BcryptHash[rounds=" + rounds + "]";
  }
}
