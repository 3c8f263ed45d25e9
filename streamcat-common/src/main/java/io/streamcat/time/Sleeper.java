package io.streamcat.time;

import java.time.Duration;

/** The waiting of a thread. A test passes an implementation that advances its clock instead. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits.
   *
   * @param duration the time to wait, not negative
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void sleep(Duration duration) throws InterruptedException;
}
