package io.streamcat.time;

import java.time.Duration;

/** The wait of a thread; a test passes one that advances its clock instead. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits.
   *
   * @param duration the time to wait, not negative
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;
}
