package io.streamcat.emulator.internal.resource;

/**
 * A source of the pseudorandom numbers of {@link java.util.Random}. Its position is kept in the
 * store, so that it continues after a restart. Not thread safe.
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
   * Creates a source of random numbers.
   *
   * @param name the name of the source in the store
   */
  PersistentRandom(Store store, String name, long seed) {
    this.store = store;
    this.name = name;
    this.start = (seed ^ MULTIPLIER) & MASK;
  }

  /** Returns a number from zero (inclusive) to a positive bound (exclusive). */
  int nextInt(int bound) {
    int drawn = next(31);
    int most = bound - 1;
    if ((bound & most) == 0) {
      return (int) ((bound * (long) drawn) >> 31);
    }
    int result = drawn % bound;
    // Numbers of the last, incomplete range would be biased; the sum overflows for them.
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
