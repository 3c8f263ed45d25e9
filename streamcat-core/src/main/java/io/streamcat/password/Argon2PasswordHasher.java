package io.streamcat.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.streamcat.exception.Check;
import io.streamcat.user.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A password hasher with Argon2id (RFC 9106) and hashes in PHC string format. */
final class Argon2PasswordHasher implements PasswordHasher {

  private static final Logger log = LoggerFactory.getLogger(Argon2PasswordHasher.class);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

  /**
   * The greatest cost of a stored hash that is still verified, in KiB filled: about six seconds.
   */
  private static final long MOST_WORK = 1 << 22;

  private final Cost cost;
  private final HashingLimit limit;

  /**
   * The costs of other hashes verified so far. Their number is limited, because the library keeps
   * memory for each cost.
   */
  private final Set<Cost> others = ConcurrentHashMap.newKeySet();

  Argon2PasswordHasher(int memoryKib, int iterations) {
    this(memoryKib, iterations, HashingLimit.ofMachine(memoryKib));
  }

  Argon2PasswordHasher(int memoryKib, int iterations, HashingLimit limit) {
    Check.range("memoryKib", memoryKib, 8, 1 << 22);
    Check.range("iterations", iterations, 1, 1000);
    this.cost = new Cost(memoryKib, iterations, 1, HASH_BYTES);
    this.limit = limit;
  }

  /**
   * The cost and the form of a hash.
   *
   * @param memoryKib the memory
   * @param iterations the passes over it
   * @param lanes the parts of the memory that are filled independently
   * @param length the bytes of the hash
   */
  private record Cost(int memoryKib, int iterations, int lanes, int length) {

    /** Formats numbers in ASCII digits, independent of the default locale. */
    String prefix() {
      return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + lanes + "$";
    }

    boolean isLegal() {
      return iterations >= 1 && lanes >= 1 && memoryKib >= 8 * lanes;
    }

    long work() {
      return (long) memoryKib * iterations;
    }
  }

  @Override
  public PasswordHash hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = hash(password, salt, cost);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        cost.prefix() + base64.encodeToString(salt) + "$" + base64.encodeToString(hash));
  }

  @Override
  public boolean verify(String password, PasswordHash hash) {
    Matcher phc = PHC.matcher(hash.encoded());
    if (!phc.matches()) {
      return false;
    }
    Optional<byte[]> salt = decoded(phc.group(4));
    Optional<byte[]> expected = decoded(phc.group(5));
    if (salt.isEmpty() || expected.isEmpty()) {
      return false;
    }
    Cost stored =
        new Cost(
            Integer.parseInt(phc.group(1)),
            Integer.parseInt(phc.group(2)),
            Integer.parseInt(phc.group(3)),
            expected.get().length);
    return stored.isLegal()
        && isAffordable(stored)
        && MessageDigest.isEqual(expected.get(), hash(password, salt.get(), stored));
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      // An impossible length of Base64.
      return Optional.empty();
    }
  }

  /**
   * Returns whether a stored hash, whose origin is unknown, can be computed at an acceptable cost.
   */
  private boolean isAffordable(Cost stored) {
    if (stored.equals(cost) || others.contains(stored)) {
      return true;
    }
    long kept = others.stream().mapToLong(Cost::memoryKib).sum();
    if (stored.work() > Math.max(MOST_WORK, cost.work())
        || kept + stored.memoryKib() > limit.largest()) {
      log.warn(
          "A stored password hash is rejected, because verifying it costs too much: m={} t={}"
              + " p={}; give the application more heap or reset the user's password",
          stored.memoryKib(),
          stored.iterations(),
          stored.lanes());
      return false;
    }
    others.add(stored);
    return true;
  }

  @Override
  public boolean needsRehash(PasswordHash hash) {
    return !hash.encoded().startsWith(cost.prefix());
  }

  private byte[] hash(String password, byte[] salt, Cost cost) {
    byte[] plain = NormalForm.of(password).getBytes(StandardCharsets.UTF_8);
    try {
      return limit.run(cost.memoryKib(), () -> function(cost).hash(plain, salt).getBytes());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Synchronized, so that several threads do not create the same function at the same time. */
  private static Argon2Function function(Cost cost) {
    synchronized (Argon2PasswordHasher.class) {
      return Argon2Function.getInstance(
          cost.memoryKib(), cost.iterations(), cost.lanes(), cost.length(), Argon2.ID);
    }
  }
}
