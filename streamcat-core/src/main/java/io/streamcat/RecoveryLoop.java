package io.streamcat;

import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.time.Sleeper;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs recovery again and again on a thread of its own, whatever a run throws. */
final class RecoveryLoop {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Recovery recovery;
  private final Duration interval;
  private final Sleeper sleeper;
  private final Thread thread;

  /** Beside the interruption, which what is run may not pass on. */
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

  /** Interrupts the run under way, which leaves the rest to a later one. */
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
      // Whatever it is, an Error included, the next run may do better; without it nothing recovers.
      if (!stopping) {
        log.warn("Recovery failed and runs again interval={}", interval, e);
      }
    }
  }

  private void pause() {
    try {
      sleeper.sleep(interval);
    } catch (InterruptedException e) {
      log.debug("The pause of recovery was interrupted stopping={}", stopping);
    } catch (Throwable e) {
      // Without the loop nothing recovers, and without a pause it would never rest.
      log.warn("The sleeper failed; recovery pauses without it interval={}", interval, e);
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
      log.warn("Recovery stopped early, and the next run continues reason={}", report.stopped());
    }
    report.failed().forEach((id, failure) -> log.warn("User {} is not recovered", id, failure));
  }
}
