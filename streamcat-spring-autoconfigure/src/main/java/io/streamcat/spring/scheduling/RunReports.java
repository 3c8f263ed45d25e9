package io.streamcat.spring.scheduling;

import io.streamcat.broadcast.RepairReport;
import io.streamcat.provisioning.RecoveryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what runs did that nobody waits for. */
final class RunReports {

  private static final Logger log = LoggerFactory.getLogger(RunReports.class);

  private RunReports() {}

  static void log(RecoveryReport report) {
    if (!report.isEmpty()) {
      log.info(
          "Recovery completed {} users, removed {}, and failed with {}",
          report.completed().size(),
          report.removed().size(),
          report.failed().size());
    }
    if (report.stopped() != null) {
      log.warn("Recovery stopped early, and the next run continues reason={}", report.stopped());
    }
    report
        .failed()
        .forEach(
            (id, failure) -> log.warn("User {} is not recovered: {}", id, failure.getMessage()));
  }

  /** Without the failures, of which the repair tells itself. */
  static void log(RepairReport report) {
    if (!report.changed().isEmpty()) {
      log.info(
          "Repair asked about {} broadcasts and learned something of {}",
          report.asked(),
          report.changed().size());
    }
  }
}
