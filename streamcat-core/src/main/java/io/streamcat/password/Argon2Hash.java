package io.streamcat.password;

import com.password4j.types.Argon2;
import java.security.MessageDigest;

/** A stored hash of Argon2id, Argon2i or Argon2d. */
final class Argon2Hash implements StoredHash {

  private static final int FIRST_VERSION = 16;
  private static final int BLOCKS_PER_LANE = 8;

  private final Argon2Cost cost;
  private final byte[] salt;
  private final byte[] hash;

  private Argon2Hash(Argon2Cost cost, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
  }

  static Argon2Hash parse(String text) {
    PhcString phc = PhcString.parse(text).withOnly("v", "m", "t", "p");
    Argon2 type =
        switch (phc.id()) {
          case "argon2id" -> Argon2.ID;
          case "argon2i" -> Argon2.I;
          case "argon2d" -> Argon2.D;
          default -> throw PhcString.malformed();
        };
    int version = phc.parameter("v", FIRST_VERSION);
    int lanes = phc.parameter("p", 1, 999);
    if (version != FIRST_VERSION && version != Argon2Cost.VERSION) {
      throw PhcString.malformed();
    }
    return new Argon2Hash(
        new Argon2Cost(
            type,
            version,
            phc.parameter("m", BLOCKS_PER_LANE * lanes, Integer.MAX_VALUE),
            phc.parameter("t", 1, Integer.MAX_VALUE),
            lanes,
            phc.hash().length),
        phc.salt(),
        phc.hash());
  }

  Argon2Cost cost() {
    return cost;
  }

  @Override
  public long memoryKib() {
    return cost.memoryKib();
  }

  @Override
  public long work() {
    return cost.work();
  }

  @Override
  public boolean matches(String password) {
    return MessageDigest.isEqual(hash, cost.hash(password, salt));
  }
}
