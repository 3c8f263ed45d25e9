package io.streamcat.aws;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time of a clock for token buckets.
 *
 * @param clock the clock
 */
record ClockMeter(Clock clock) implements TimeMeter {

  /** Returns the time of a clock, or that of this machine, which never jumps, for the system's. */
  static TimeMeter of(Clock clock) {
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
