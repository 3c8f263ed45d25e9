package io.streamcat.operations;

import io.streamcat.broadcast.LiveStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a channel is live, and how.
 *
 * @param stream what it broadcasts, or null if it is not live
 * @param asOf when AWS said so
 */
public record LiveState(@Nullable LiveStream stream, Instant asOf) {

  /**
   * Tells whether the channel is live.
   *
   * @return true if it broadcasts something
   */
  public boolean isLive() {
    return stream != null;
  }
}
