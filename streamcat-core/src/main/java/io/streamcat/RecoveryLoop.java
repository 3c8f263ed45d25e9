package io.streamcat;

import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.time.Sleeper;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that runs recovery repeatedly, even if a run throws. */
final class RecoveryLoop {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Recovery recovery;
  private final Duration interval;
  private final Sleeper sleeper;
  private final Thread thread;

  /**
   * Needed in addition to the interrupt, because the code of a run may clear the interrupt status.
   */
  private volatile boolean stopping;

  RecoveryLoop(Recovery recovery, Duration interval, Sleeper sleeper) {
    this.recovery = recovery;
    this.interval = interval;
    this.sleeper = sleeper;
    this.thread = new Thread(this::repeat, "streamcat-recovery");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Interrupts the current run; a later run continues its work. */
  void stop() {
    stopping = true;
    thread.interrupt();
  }

  private void repeat() {
    while (!stopping) {
      run();
      pause();
    }
  }

  private void run() {
    try {
      report(recovery.run());
    } catch (Throwable e) {
      // Includes Errors: the next run may succeed, and without it nothing recovers.
      if (!stopping) {
        log.warn("Recovery failed and will run again interval={}", interval, e);
      }
    }
  }

  private void pause() {
    try {
      sleeper.sleep(interval);
    } catch (InterruptedException e) {
      log.debug("The pause between recovery runs was interrupted stopping={}", stopping);
    } catch (Throwable e) {
      // The loop must continue, and without a pause it would run constantly.
      log.warn("The sleeper failed; recovery pauses without the sleeper interval={}", interval, e);
      LockSupport.parkNanos(interval.toNanos());
    }
  }

  private void report(RecoveryReport report) {
    if (!report.isEmpty()) {
      log.info(
          "Recovery ended completed={} removed={} failed={}",
          report.completed().size(),
          report.removed().size(),
          report.failed().size());
    }
    if (report.stopped() != null && !stopping) {
      log.warn("Recovery stopped early; the next run continues reason={}", report.stopped());
    }
    if (report.leftOut() != null) {
      log.warn("Recovery left users out reason={}", report.leftOut());
    }
    report.failed().forEach((id, failure) -> log.warn("Recovery of user {} failed", id, failure));
  }
}
