package io.streamcat.emulator.internal.resource;

/**
 * Numbers that look random: those of {@link java.util.Random} for the same seed. How far it has
 * come is kept in the store, so that it goes on from there after a restart. Not thread safe.
 */
final class PersistentRandom {
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long INCREMENT = 0xBL;
  private static final int STATE_BITS = 48;
  private static final long MASK = (1L << STATE_BITS) - 1;

  private final Store store;
  private final String name;
  private final long start;

  /**
   * Creates a source of numbers.
   *
   * @param name what it is called in the store
   */
  PersistentRandom(Store store, String name, long seed) {
    this.store = store;
    this.name = name;
    this.start = (seed ^ MULTIPLIER) & MASK;
  }

  /** Draws a number from zero to a positive bound, which it never is. */
  int nextInt(int bound) {
    int drawn = next(31);
    int most = bound - 1;
    if ((bound & most) == 0) {
      return (int) ((bound * (long) drawn) >> 31);
    }
    int result = drawn % bound;
    // The last numbers are too few to be fair, which the sum tells by flowing over.
    while (drawn - result + most < 0) {
      drawn = next(31);
      result = drawn % bound;
    }
    return result;
  }

  int nextInt() {
    return next(32);
  }

  long nextLong() {
    return ((long) next(32) << 32) + next(32);
  }

  private int next(int bits) {
    long state = (store.number(name, start) * MULTIPLIER + INCREMENT) & MASK;
    store.setNumber(name, state);
    return (int) (state >>> (STATE_BITS - bits));
  }
}
