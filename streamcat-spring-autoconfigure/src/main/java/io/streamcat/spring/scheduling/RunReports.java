package io.streamcat.spring.scheduling;

import io.streamcat.broadcast.RepairReport;
import io.streamcat.provisioning.RecoveryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log messages of recurring runs. */
final class RunReports {

  private static final Logger log = LoggerFactory.getLogger(RunReports.class);

  private RunReports() {}

  /**
   * Logs the result of recovery, including each failure, and checks that no users were left out.
   *
   * @throws IllegalStateException if users were left out, so that the run counts as failed and the
   *     health check shows the reason
   */
  static void check(RecoveryReport report) {
    if (!report.isEmpty()) {
      log.info(
          "Recovery ended completed={} removed={} failed={}",
          report.completed().size(),
          report.removed().size(),
          report.failed().size());
    }
    if (report.stopped() != null) {
      log.warn("Recovery stopped early; the next run continues reason={}", report.stopped());
    }
    report
        .failed()
        .forEach(
            (id, failure) ->
                log.warn(
                    "A user could not be recovered user={} cause={}", id, failure.getMessage()));
    if (report.leftOut() != null) {
      throw new IllegalStateException(report.leftOut());
    }
  }

  /** Logs the result of a repair. The repair itself logs its failures. */
  static void log(RepairReport report) {
    if (!report.changed().isEmpty()) {
      log.info("Repair ended checked={} changed={}", report.asked(), report.changed().size());
    }
  }

  /** Logs the number of forgotten broadcasts and publications. */
  static void logForgotten(int deleted) {
    if (deleted > 0) {
      log.info("Old broadcasts and publications were deleted deleted={}", deleted);
    }
  }
}
