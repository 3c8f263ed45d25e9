package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoverySliceTest {

  private static final int DUE = 10;
  private static final Duration TIME = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final List<UserId> seen = new ArrayList<>();

  private static RecoveryReport report(
      List<UserId> completed, @Nullable String stopped, @Nullable String leftOut) {
    return new RecoveryReport(completed, List.of(), List.of(), Map.of(), stopped, leftOut);
  }

  /** Recovery of ten users, each of whom takes ten seconds. */
  private RecoveryReport recover(
      int limit, Duration time, Predicate<? super RecoveryReport> progress) {
    List<UserId> completed = new ArrayList<>();
    for (int i = 0; i < DUE; i++) {
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      completed.add(UserId.of("id-" + i));
      if (!progress.test(report(List.of(UserId.of("id-" + i)), null, null)) && i < DUE - 1) {
        return report(completed, "the caller ended it", null);
      }
    }
    return report(completed, null, null);
  }

  private RecoverySlice run(Recovery recovery, Duration time, int most) {
    return RecoverySlice.run(
        recovery,
        time,
        nanos::get,
        user -> {
          seen.addAll(user.completed());
          return seen.size() < most;
        });
  }

  @Test
  void run_timeIsOver_leavesMore() {
    assertThat(run(this::recover, TIME, DUE)).isEqualTo(new RecoverySlice(true, null));

    assertThat(seen).hasSize(6);
  }

  @Test
  void run_progressEndsIt_leavesMore() {
    assertThat(run(this::recover, Duration.ofHours(1), 3)).isEqualTo(new RecoverySlice(true, null));

    assertThat(seen).hasSize(3);
  }

  @Test
  void run_allUsersInTime_leavesNone() {
    assertThat(run(this::recover, Duration.ofHours(1), DUE))
        .isEqualTo(new RecoverySlice(false, null));

    assertThat(seen).hasSize(DUE);
  }

  @Test
  void run_recoveryStops_givesTheReason() {
    Recovery failing = (limit, time, progress) -> report(List.of(), "5 users failed alike", null);
    Recovery without = (limit, time, progress) -> report(List.of(), null, "set 'account'");

    assertThat(run(failing, TIME, DUE))
        .isEqualTo(new RecoverySlice(false, "recovery stopped early: 5 users failed alike"));
    assertThat(run(without, TIME, DUE))
        .isEqualTo(new RecoverySlice(false, "recovery left users out: set 'account'"));
  }
}
