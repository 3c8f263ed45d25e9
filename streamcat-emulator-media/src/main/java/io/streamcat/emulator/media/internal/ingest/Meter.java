package io.streamcat.emulator.media.internal.ingest;

import java.util.concurrent.TimeUnit;

/** A meter of the bits and pictures per second over the last five seconds. Thread safe. */
final class Meter {
  private static final int SECONDS = 5;

  private final long[] bytes = new long[SECONDS + 1];
  private final long[] frames = new long[SECONDS + 1];
  private long second = -1;
  private int seconds;

  /** Counts a message. */
  synchronized void count(long nanos, int size, boolean isFrame) {
    advance(nanos);
    int slot = (int) (second % bytes.length);
    bytes[slot] += size;
    if (isFrame) {
      frames[slot]++;
    }
  }

  private void advance(long nanos) {
    long now = TimeUnit.NANOSECONDS.toSeconds(nanos);
    if (second < 0) {
      second = now;
    }
    while (second < now) {
      second++;
      seconds = Math.min(SECONDS, seconds + 1);
      int slot = (int) (second % bytes.length);
      bytes[slot] = 0;
      frames[slot] = 0;
      if (now - second > bytes.length) {
        second = now - bytes.length;
      }
    }
  }

  /** Returns whether the meter has counted for five seconds. */
  synchronized boolean isFull(long nanos) {
    advance(nanos);
    return seconds == SECONDS;
  }

  /** Returns the bits per second of the last complete seconds, 0 before the first one. */
  synchronized long bitrate(long nanos) {
    return perSecond(nanos, bytes) * Byte.SIZE;
  }

  /** Returns the pictures per second of the last complete seconds, 0 before the first one. */
  synchronized long frameRate(long nanos) {
    return perSecond(nanos, frames);
  }

  private long perSecond(long nanos, long[] counts) {
    advance(nanos);
    long sum = 0;
    for (int back = 1; back <= seconds; back++) {
      sum += counts[(int) ((second - back + counts.length) % counts.length)];
    }
    return seconds == 0 ? 0 : Math.round((double) sum / seconds);
  }
}
