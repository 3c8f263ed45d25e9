package io.streamcat.examples.web.playback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The permission to watch a channel.
 *
 * @param url the address for a player; for a private channel a secret of one viewer
 * @param startBy the latest time to start, or null if there is no limit
 */
public record Ticket(String url, @Nullable Instant startBy) {

  /** Returns a text without the address. */
  @Override
  public String toString() {
    return "Ticket[startBy=" + startBy + "]";
  }
}
