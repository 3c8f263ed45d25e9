package io.streamcat.live;

import io.streamcat.error.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may not enter a user's chat room.
 *
 * @param viewerId who may not, 1 to 128 characters
 * @param reason why, 1 to 256 characters, or null
 * @param since since when
 */
public record Ban(String viewerId, @Nullable String reason, Instant since) {

  /**
   * Checks the limits of what is told to clients when somebody is disconnected.
   *
   * @param viewerId who may not
   * @param reason why, or null
   * @param since since when
   */
  public Ban {
    Check.length("viewerId", viewerId, 1, 128);
    if (reason != null) {
      Check.length("reason", reason, 1, 256);
    }
  }
}
