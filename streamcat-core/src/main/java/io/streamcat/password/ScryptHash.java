package io.streamcat.password;

import com.password4j.ScryptFunction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A stored hash of scrypt (RFC 7914): {@code $scrypt$ln=16,r=8,p=1$salt$hash}, or with N itself as
 * AdonisJS writes it, {@code $scrypt$n=16384,r=8,p=1$salt$hash}.
 */
final class ScryptHash implements StoredHash {

  /** The greatest logarithm of N; with r = 1 that is 2 GiB. */
  private static final int MAX_LN = 24;

  private static final int MAX_FACTOR = 1024;

  /** The measured time of filling a KiB, as the KiB that Argon2 fills meanwhile. */
  private static final int WORK_OF_A_KIB = 4;

  private final int logN;
  private final int blockSize;
  private final int parallelization;
  private final byte[] salt;
  private final byte[] hash;

  private ScryptHash(PhcString phc) {
    logN = logN(phc);
    blockSize = phc.parameter("r", 1, MAX_FACTOR);
    parallelization = phc.parameter("p", 1, MAX_FACTOR);
    salt = phc.salt();
    hash = phc.hash();
  }

  static ScryptHash parse(String text) {
    return new ScryptHash(PhcString.parse(text).withOnly("ln", "n", "r", "p"));
  }

  private static int logN(PhcString phc) {
    int n = phc.parameter("n", 0);
    if (n == 0) {
      return phc.parameter("ln", 1, MAX_LN);
    }
    int logarithm = Integer.numberOfTrailingZeros(n);
    if (phc.parameter("ln", 0) != 0 || n != 1 << logarithm || logarithm < 1 || logarithm > MAX_LN) {
      throw PhcString.malformed();
    }
    return logarithm;
  }

  @Override
  public long memoryKib() {
    return Math.max(1, ((long) blockSize << logN) / 8);
  }

  @Override
  public long work() {
    return memoryKib() * parallelization * WORK_OF_A_KIB;
  }

  @Override
  public boolean matches(String password) {
    byte[] plain = password.getBytes(StandardCharsets.UTF_8);
    try {
      ScryptFunction function =
          ScryptFunction.getInstance(1 << logN, blockSize, parallelization, hash.length);
      return MessageDigest.isEqual(hash, function.hash(plain, salt).getBytes());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }
}
