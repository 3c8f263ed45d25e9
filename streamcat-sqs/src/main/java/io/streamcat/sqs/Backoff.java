package io.streamcat.sqs;

import io.streamcat.time.Sleeper;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A growing pause after each failure in a row, which ends when the consumer stops. */
final class Backoff {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /**
   * The longest that a stop waits for a pause to end. The thread is not interrupted, because the
   * interrupt could hit a call.
   */
  private static final Duration SLICE = Duration.ofMillis(250);

  private final Sleeper sleeper;
  private final BooleanSupplier stopping;
  private int failures;

  Backoff(Sleeper sleeper, BooleanSupplier stopping) {
    this.sleeper = sleeper;
    this.stopping = stopping;
  }

  boolean isStopping() {
    return stopping.getAsBoolean();
  }

  void succeeded() {
    failures = 0;
  }

  /** Waits after a failure: longer after each further one, and not at all during a stop. */
  void failed() throws InterruptedException {
    Duration left = growing(++failures, LONGEST);
    while (!left.isZero() && !stopping.getAsBoolean()) {
      Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
      sleeper.sleep(slice);
      left = left.minus(slice);
    }
  }

  /** Returns one second for the first attempt, and twice as long for each further one. */
  static Duration growing(int attempt, Duration longest) {
    int doublings = Math.min(Math.max(attempt, 1) - 1, 20);
    Duration pause = Duration.ofSeconds(1L << doublings);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
