package io.streamcat.examples.web.livestatus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is live, as everybody may know it who may watch it.
 *
 * @param username whose channel
 * @param since when it went live
 * @param viewers how many watch, as of a few seconds ago, or null if that is not known
 */
public record LiveChannel(String username, Instant since, @Nullable Long viewers) {

  /**
   * Tells since when, as pages do.
   *
   * @return the time of day
   */
  public String sinceWords() {
    return TimeFormats.timeOfDay(since);
  }
}
