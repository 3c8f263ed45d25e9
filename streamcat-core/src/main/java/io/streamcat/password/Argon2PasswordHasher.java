package io.streamcat.password;

import com.password4j.types.Argon2;
import io.streamcat.exception.Check;
import io.streamcat.user.PasswordHash;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A password hasher with Argon2id (RFC 9106) and hashes in PHC string format. */
final class Argon2PasswordHasher implements PasswordHasher {

  private static final Logger log = LoggerFactory.getLogger(Argon2PasswordHasher.class);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /**
   * The greatest cost of a stored hash that is still verified, in KiB filled: about six seconds.
   */
  private static final long MOST_WORK = 1 << 22;

  private final Argon2Cost cost;
  private final HashingLimit limit;

  /**
   * The costs of other Argon2 hashes verified so far. Their number is limited, because the library
   * keeps memory for each cost.
   */
  private final Set<Argon2Cost> others = ConcurrentHashMap.newKeySet();

  Argon2PasswordHasher(int memoryKib, int iterations) {
    this(memoryKib, iterations, HashingLimit.ofMachine(memoryKib));
  }

  Argon2PasswordHasher(int memoryKib, int iterations, HashingLimit limit) {
    Check.range("memoryKib", memoryKib, 8, 1 << 22);
    Check.range("iterations", iterations, 1, 1000);
    this.cost = new Argon2Cost(Argon2.ID, Argon2Cost.VERSION, memoryKib, iterations, 1, HASH_BYTES);
    this.limit = limit;
  }

  @Override
  public PasswordHash hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    String normal = NormalForm.of(password);
    byte[] hash = limit.run(cost.memoryKib(), () -> cost.hash(normal, salt));
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        cost.prefix() + base64.encodeToString(salt) + "$" + base64.encodeToString(hash));
  }

  @Override
  public boolean verify(String password, PasswordHash hash) {
    StoredHash stored = StoredHash.of(hash).orElse(null);
    if (stored == null) {
      log.warn(
          "A stored password hash is rejected, because its form or its parameters are unknown;"
              + " reset the user's password");
      return false;
    }
    if (!isAffordable(stored)) {
      log.warn(
          "A stored password hash is rejected, because verifying it costs too much: {} memory={}"
              + " KiB work={} KiB; give the application more heap or reset the user's password",
          stored.getClass().getSimpleName(),
          stored.memoryKib(),
          stored.work());
      return false;
    }
    if (stored instanceof Argon2Hash argon2 && !argon2.cost().equals(cost)) {
      others.add(argon2.cost());
    }
    String normal = NormalForm.of(password);
    // Other systems may have hashed the password as it was typed.
    return limit.run(
        memoryOf(stored),
        () -> stored.matches(normal) || (!normal.equals(password) && stored.matches(password)));
  }

  /**
   * Returns the memory to reserve. Hashes that need little memory reserve that of one hash, because
   * they occupy a processor.
   */
  private int memoryOf(StoredHash stored) {
    return stored instanceof Argon2Hash
        ? (int) stored.memoryKib()
        : (int) Math.max(cost.memoryKib(), stored.memoryKib());
  }

  /**
   * Returns whether a stored hash, whose origin is unknown, can be computed at an acceptable cost.
   */
  private boolean isAffordable(StoredHash stored) {
    boolean known =
        stored instanceof Argon2Hash argon2
            && (argon2.cost().equals(cost) || others.contains(argon2.cost()));
    long kept =
        stored instanceof Argon2Hash ? others.stream().mapToLong(Argon2Cost::memoryKib).sum() : 0;
    return known
        || (stored.work() <= Math.max(MOST_WORK, cost.work())
            && kept + stored.memoryKib() <= limit.largest());
  }

  @Override
  public boolean canVerify(PasswordHash hash) {
    return StoredHash.of(hash).filter(this::isAffordable).isPresent();
  }

  @Override
  public boolean needsRehash(PasswordHash hash) {
    return !hash.encoded().startsWith(cost.prefix());
  }
}
