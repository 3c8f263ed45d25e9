package io.streamcat.operations;

import io.streamcat.broadcast.LiveStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The live state of a channel.
 *
 * @param stream the live stream, or null if the channel is not live
 * @param asOf the time at which AWS reported the state
 */
public record LiveState(@Nullable LiveStream stream, Instant asOf) {

  /**
   * Returns whether the channel is live.
   *
   * @return true if the channel has a live stream
   */
  public boolean isLive() {
    return stream != null;
  }
}
