package io.streamcat.emulator.internal.server;

import java.util.Random;
import java.util.UUID;

/**
 * Names answers: those of the same seed alike, in the order in which they are given. Thread safe.
 */
final class RequestIds {
  private final Random random;

  RequestIds(long seed) {
    random = new Random(seed);
  }

  /** Makes an identifier in the form of a random UUID. */
  synchronized String next() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }
}
