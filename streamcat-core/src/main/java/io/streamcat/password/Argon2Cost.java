package io.streamcat.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The parameters of an Argon2 hash (RFC 9106).
 *
 * @param type the variant
 * @param version 19, or 16 before 2016
 * @param memoryKib the memory
 * @param iterations the passes over it
 * @param lanes the parts of the memory that are filled independently
 * @param length the bytes of the hash
 */
record Argon2Cost(Argon2 type, int version, int memoryKib, int iterations, int lanes, int length) {

  /** The present version of Argon2. */
  static final int VERSION = 19;

  /** Returns the KiB that a hash fills in all its passes, a measure of its time. */
  long work() {
    return (long) memoryKib * iterations;
  }

  /** Formats numbers in ASCII digits, independent of the default locale. */
  String prefix() {
    return "$argon2id$v=" + version + "$m=" + memoryKib + ",t=" + iterations + ",p=" + lanes + "$";
  }

  byte[] hash(String password, byte[] salt) {
    byte[] plain = password.getBytes(StandardCharsets.UTF_8);
    try {
      return function(this).hash(plain, salt).getBytes();
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Synchronized, so that several threads do not create the same function at the same time. */
  private static Argon2Function function(Argon2Cost cost) {
    synchronized (Argon2Cost.class) {
      return Argon2Function.getInstance(
          cost.memoryKib(),
          cost.iterations(),
          cost.lanes(),
          cost.length(),
          cost.type(),
          cost.version());
    }
  }
}
