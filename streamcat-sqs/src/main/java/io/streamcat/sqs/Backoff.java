package io.streamcat.sqs;

import io.streamcat.time.Sleeper;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits longer after each failure in a row, and not at all once nobody needs it. */
final class Backoff {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** How long a stop may have to wait for a pause to end: an interruption might hit a call. */
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

  /** Waits after a failure. */
  void failed() throws InterruptedException {
    Duration left = growing(++failures, LONGEST);
    while (!left.isZero() && !stopping.getAsBoolean()) {
      Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
      sleeper.sleep(slice);
      left = left.minus(slice);
    }
  }

  /** One second, two, four, and so on. */
  static Duration growing(int attempt, Duration longest) {
    int doublings = Math.min(Math.max(attempt, 1) - 1, 20);
    Duration pause = Duration.ofSeconds(1L << doublings);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
