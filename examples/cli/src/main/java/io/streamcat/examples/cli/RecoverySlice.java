package io.streamcat.examples.cli;

import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run of recovery that was limited in time, because a run tries each user once.
 *
 * @param isMore whether more users may be due
 * @param stopped the reason why recovery should not be continued now, as a message; or null
 */
record RecoverySlice(boolean isMore, @Nullable String stopped) {

  /** The longest time that recovery allows; the slices are shorter. */
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Runs recovery.
   *
   * @param time the time after which no further user is begun
   * @param nanoClock a clock in nanoseconds
   * @param progress is given a report of each user, and returns whether to continue
   */
  static RecoverySlice run(
      Recovery recovery,
      Duration time,
      LongSupplier nanoClock,
      Predicate<? super RecoveryReport> progress) {
    long begun = nanoClock.getAsLong();
    AtomicBoolean ended = new AtomicBoolean();
    RecoveryReport report =
        recovery.run(
            Integer.MAX_VALUE,
            LONGEST,
            user -> {
              boolean goesOn =
                  progress.test(user) && nanoClock.getAsLong() - begun < time.toNanos();
              ended.compareAndSet(false, !goesOn);
              return goesOn;
            });
    boolean isMore = report.stopped() != null && ended.get();
    return new RecoverySlice(isMore, isMore ? null : problem(report));
  }

  private static @Nullable String problem(RecoveryReport report) {
    if (report.stopped() != null) {
      return stoppedEarly(report.stopped());
    }
    return report.leftOut() == null ? null : "recovery left users out: " + report.leftOut();
  }

  static String stoppedEarly(String reason) {
    return "recovery stopped early: " + reason;
  }
}
