package io.streamcat.aws;

import java.time.Duration;

/** How StreamCat waits; a test passes one that advances its clock instead. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits.
   *
   * @param duration how long, not negative
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;
}
