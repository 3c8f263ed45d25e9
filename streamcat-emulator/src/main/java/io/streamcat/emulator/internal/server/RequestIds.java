package io.streamcat.emulator.internal.server;

import java.util.Random;
import java.util.UUID;

/** A source of request ids. The same seed leads to the same ids in the same order. Thread safe. */
final class RequestIds {
  private final Random random;

  RequestIds(long seed) {
    random = new Random(seed);
  }

  /** Returns an identifier in the form of a random UUID. */
  synchronized String next() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }
}
