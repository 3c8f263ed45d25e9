package io.streamcat.spring;

import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs recovery soon after the start and then again and again, on one thread, as long as the
 * application is up.
 *
 * <p>It starts last and stops first, so that the data source outlives it; a run under way is
 * interrupted and waited for.
 */
final class RecoveryScheduler implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RecoveryScheduler.class);

  /** At a start there is better to do: what a crash has left is not due until its lease expires. */
  private static final Duration LONGEST_FIRST_PAUSE = Duration.ofSeconds(10);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final Supplier<Recovery> recovery;
  private final BooleanSupplier wanted;
  private final Duration interval;
  private @Nullable Thread thread;

  /** Beside the interruption, which what is run may not pass on. */
  private volatile boolean stopping;

  /**
   * Creates a scheduler.
   *
   * @param recovery gets what to run, when it is run
   * @param wanted tells whether to run it this time
   * @param interval how long to wait between two runs
   */
  RecoveryScheduler(Supplier<Recovery> recovery, BooleanSupplier wanted, Duration interval) {
    this.recovery = recovery;
    this.wanted = wanted;
    this.interval = interval;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      stopping = false;
      thread = new Thread(this::runAgainAndAgain, "streamcat-recovery");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    stopping = true;
    thread.interrupt();
    try {
      thread.join(LONGEST_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("A run of recovery did not end within {}", LONGEST_STOP);
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void runAgainAndAgain() {
    pause(interval.compareTo(LONGEST_FIRST_PAUSE) < 0 ? interval : LONGEST_FIRST_PAUSE);
    while (!stopping) {
      run();
      pause(interval);
    }
  }

  private void pause(Duration duration) {
    if (stopping) {
      return;
    }
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      log.debug("Recovery is not waited for any more");
    }
  }

  private void run() {
    if (!wanted.getAsBoolean()) {
      return;
    }
    try {
      report(recovery.get().run());
    } catch (RuntimeException e) {
      // The next run may do better.
      log.warn("Recovery failed", e);
    }
  }

  /** Tells the log what a run did. */
  static void report(RecoveryReport report) {
    if (!report.isEmpty()) {
      log.info(
          "Recovery completed {} users, removed {}, and failed with {}",
          report.completed().size(),
          report.removed().size(),
          report.failed().size());
    }
    report
        .failed()
        .forEach(
            (id, failure) -> log.warn("User {} is not recovered: {}", id, failure.getMessage()));
  }
}
