package io.streamcat.aws.internal;

import io.streamcat.aws.CallSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The repeated look-up of a resource that lists may not show yet. */
public final class ConsistencyWait {

  private static final Duration FIRST_POLL = Duration.ofMillis(250);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  private final CallSettings settings;

  public ConsistencyWait(CallSettings settings) {
    this.settings = settings;
  }

  /**
   * Repeats the look-up until the whole resource is found, lists are sure to show it, or the
   * deadline passes.
   */
  public <R> Optional<R> await(
      Instant since, Instant deadline, Supplier<Optional<R>> lookUp, Predicate<R> isWhole) {
    Instant settled = since.plus(settings.consistencyWindow());
    // Counted in addition to the clock, which may stand still or be set back meanwhile.
    Duration left = untilSettled(settled);
    Duration poll = FIRST_POLL;
    while (true) {
      boolean last = !isPositive(left) || !isPositive(untilSettled(settled));
      Optional<R> found = lookUp.get();
      Duration pause = min(poll, min(left, untilSettled(settled)));
      if (found.filter(isWhole).isPresent() || last || !settings.sleep(pause, deadline)) {
        return found;
      }
      left = left.minus(pause);
      poll = min(poll.multipliedBy(2), LONGEST_POLL);
    }
  }

  private Duration untilSettled(Instant settled) {
    return Duration.between(settings.clock().instant(), settled);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  public static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
