package io.streamcat.aws.internal;

import io.streamcat.aws.CallSettings;
import io.streamcat.exception.StreamCatException;
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
   * Repeats the look-up until the whole resource is found, or lists are sure to show it.
   *
   * @throws StreamCatException if nothing was found before the deadline or an interrupt. A look-up
   *     that began earlier proves nothing, even if it took until lists were sure to show everything
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
      if (last || found.filter(isWhole).isPresent()) {
        return found;
      }
      Duration pause = min(poll, min(left, untilSettled(settled)));
      if (!settings.sleep(pause, deadline)) {
        if (found.isEmpty()) {
          throw new StreamCatException(
              "no time was left to find out whether the resource exists", true, null);
        }
        return found;
      }
      left = left.minus(pause);
      poll = min(poll.multipliedBy(2), LONGEST_POLL);
    }
  }

  /**
   * Waits until lists are sure to show everything up to a time.
   *
   * @return false if the deadline is earlier, or the thread was interrupted
   */
  public boolean elapse(Instant since, Instant deadline) {
    Duration left = untilSettled(since.plus(settings.consistencyWindow()));
    return !isPositive(left) || settings.sleep(left, deadline);
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
