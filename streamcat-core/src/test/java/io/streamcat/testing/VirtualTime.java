package io.streamcat.testing;

import io.github.bucket4j.TimeMeter;
import io.streamcat.aws.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when someone sleeps or a test says so; nobody really waits. */
public final class VirtualTime extends Clock implements Sleeper {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));

  public void advance(Duration duration) {
    // To the microsecond, which is what stores keep.
    now.updateAndGet(time -> time.plus(duration).truncatedTo(ChronoUnit.MICROS));
  }

  /** The same for buckets of a limiter. */
  public TimeMeter meter() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(duration);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
