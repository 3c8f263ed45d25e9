package io.streamcat.examples.web.livestatus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live channel, as shown to everyone who may watch it.
 *
 * @param username the owner's name
 * @param since the start of the broadcast
 * @param viewers the number of viewers a few seconds ago, or null if unknown
 */
public record LiveChannel(String username, Instant since, @Nullable Long viewers) {

  /**
   * Returns the start of the broadcast as text.
   *
   * @return the time of day
   */
  public String sinceText() {
    return TimeFormats.timeOfDay(since);
  }
}
