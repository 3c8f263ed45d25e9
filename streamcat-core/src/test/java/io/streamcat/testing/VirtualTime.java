package io.streamcat.testing;

import io.github.bucket4j.TimeMeter;
import io.streamcat.time.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A clock that moves when a thread sleeps or a test advances it, so that no thread waits. */
public final class VirtualTime extends ManualClock implements Sleeper {

  /** The same time for the buckets of a limiter. */
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
}
