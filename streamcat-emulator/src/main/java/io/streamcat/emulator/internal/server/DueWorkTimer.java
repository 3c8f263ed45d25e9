package io.streamcat.emulator.internal.server;

import java.io.UncheckedIOException;
import java.util.Timer;
import java.util.TimerTask;

/** Lets happen every second what is due on the clock, also while nobody calls. */
final class DueWorkTimer implements AutoCloseable {
  private static final int PERIOD_MILLIS = 1000;

  private final Timer timer = new Timer("streamcat-emulator-clock", true);

  private DueWorkTimer() {}

  static DueWorkTimer start(Runnable settle) {
    DueWorkTimer heartbeat = new DueWorkTimer();
    heartbeat.timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            beat(settle);
          }
        },
        PERIOD_MILLIS,
        PERIOD_MILLIS);
    return heartbeat;
  }

  private static void beat(Runnable settle) {
    try {
      settle.run();
    } catch (UncheckedIOException e) {
      // The state cannot be written. Whoever calls next is told, and it is written anew by then.
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
