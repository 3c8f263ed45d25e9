package io.streamcat.emulator.internal.server;

import java.io.UncheckedIOException;
import java.util.Timer;
import java.util.TimerTask;

/** A timer that runs due work every second, also without calls. */
final class DueWorkTimer implements AutoCloseable {
  private static final int PERIOD_MILLIS = 1000;

  private final Timer timer = new Timer("streamcat-emulator-clock", true);

  private DueWorkTimer() {}

  static DueWorkTimer start(Runnable settle) {
    DueWorkTimer dueWorkTimer = new DueWorkTimer();
    dueWorkTimer.timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            settleQuietly(settle);
          }
        },
        PERIOD_MILLIS,
        PERIOD_MILLIS);
    return dueWorkTimer;
  }

  private static void settleQuietly(Runnable settle) {
    try {
      settle.run();
    } catch (UncheckedIOException e) {
      // The state cannot be written. The next call reports the error unless rewriting succeeds.
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
