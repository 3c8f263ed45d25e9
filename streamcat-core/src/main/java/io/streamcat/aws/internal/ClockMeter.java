package io.streamcat.aws.internal;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time meter for token buckets that reads a clock.
 *
 * @param clock the clock
 */
public record ClockMeter(Clock clock) implements TimeMeter {

  /** Returns the time of a clock; for the system clock, the machine's monotonic time. */
  public static TimeMeter of(Clock clock) {
    return clock.equals(Clock.systemUTC()) ? TimeMeter.SYSTEM_NANOTIME : new ClockMeter(clock);
  }

  @Override
  public long currentTimeNanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
