package io.streamcat.emulator.media.internal.testcard;

import io.streamcat.emulator.media.internal.codec.Sample;
import io.streamcat.emulator.media.internal.hls.Broadcast;
import io.streamcat.emulator.media.internal.hls.Packager;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A broadcast of the test card, which plays as time passes. It starts as if it had been on for a
 * few seconds, so that players need not wait. Thread safe.
 */
public final class TestCardBroadcast {
  private static final long AHEAD_MILLIS = 3000;

  private final TestCard card = TestCard.get();
  private final Broadcast broadcast;
  private final Packager packager;
  private final long startNanos;
  private final Instant startTime;
  private long next;
  private long currentMillis;

  /**
   * Starts a broadcast.
   *
   * @param nanos the current time of the same clock as in {@link #advance}
   */
  public TestCardBroadcast(Broadcast broadcast, long nanos, Supplier<Instant> clock) {
    this.broadcast = broadcast;
    this.startNanos = nanos - TimeUnit.MILLISECONDS.toNanos(AHEAD_MILLIS);
    this.startTime = clock.get().minusMillis(AHEAD_MILLIS);
    this.packager = new Packager(card.tracks(), broadcast, this::now);
    advance(nanos);
  }

  private Instant now() {
    return startTime.plusMillis(currentMillis);
  }

  public Broadcast broadcast() {
    return broadcast;
  }

  /** Plays everything that is due. */
  public synchronized void advance(long nanos) {
    long elapsed = TimeUnit.NANOSECONDS.toMillis(nanos - startNanos);
    int size = card.items().size();
    while (true) {
      TestCard.Item item = card.items().get((int) (next % size));
      long millis = next / size * card.loopMillis() + item.sample().millis();
      if (millis > elapsed) {
        return;
      }
      currentMillis = millis;
      Sample sample =
          new Sample(
              millis,
              item.sample().compositionMillis(),
              item.sample().isKey(),
              item.sample().data());
      if (item.isVideo()) {
        packager.video(sample);
      } else {
        packager.audio(sample);
      }
      next++;
    }
  }

  /** Adds timed metadata. */
  public void text(String text) {
    packager.text(text);
  }

  /** Adds the pending samples. */
  public void flush() {
    packager.flush();
  }
}
