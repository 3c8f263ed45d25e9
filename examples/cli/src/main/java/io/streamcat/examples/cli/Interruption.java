package io.streamcat.examples.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The request to stop, by Ctrl-C or SIGTERM. Work under way is completed, no further work begins,
 * and the results are summed up before the process ends.
 */
final class Interruption {

  /** Longer than the work on one user; recovery continues what takes even longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final AtomicBoolean requested = new AtomicBoolean();
  private final AtomicBoolean working = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Handles the signals that end this process from now on. */
  void handleSignals() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::drain));
  }

  /** Marks the begin of work that is completed before the process ends. */
  void begin() {
    working.set(true);
  }

  /** Marks the end of the program. */
  void end() {
    ended.countDown();
  }

  void request() {
    requested.set(true);
  }

  boolean isRequested() {
    return requested.get();
  }

  private void drain() {
    if (ended.getCount() == 0 || !working.get()) {
      return;
    }
    request();
    System.err.println("interrupted: completing the work under way; recovery continues the rest");
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("the work under way takes too long and is left to recovery");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
