package io.streamcat.examples.cli;

import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run of recovery for a few users, after which progress is shown and Ctrl-C takes effect.
 *
 * @param report the report
 * @param isMore whether more users may be due
 * @param stopped the reason why recovery should not be continued now, or null
 */
record RecoverySlice(RecoveryReport report, boolean isMore, @Nullable String stopped) {

  private static final int USERS = 20;

  static RecoverySlice run(Recovery recovery, Duration longest) {
    RecoveryReport report = recovery.run(USERS, longest);
    String stopped = report.stopped() == null ? report.leftOut() : report.stopped();
    boolean isMore = stopped != null && stopped.startsWith("the limit of " + USERS);
    return new RecoverySlice(report, isMore, isMore ? null : stopped);
  }
}
