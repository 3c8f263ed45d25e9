package io.streamcat.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when a test advances it, or by a little at each reading. */
public class ManualClock extends Clock {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));

  private volatile Duration tick = Duration.ZERO;

  /** Advances the clock. The time is cut to microseconds, the precision of the stores. */
  public final void advance(Duration duration) {
    now.updateAndGet(time -> time.plus(duration).truncatedTo(ChronoUnit.MICROS));
  }

  /** Lets each reading take a microsecond from now on, as on a real server. */
  public final void tick() {
    tick = Duration.of(1, ChronoUnit.MICROS);
  }

  @Override
  public final Instant instant() {
    return now.getAndUpdate(time -> time.plus(tick));
  }

  @Override
  public final ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public final Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
