package io.streamcat.examples.web.playback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody may watch a channel.
 *
 * @param url the address for a player; of a private channel a secret, for one person's player alone
 * @param startBy until when to start watching, or null if there is no hurry
 */
public record Ticket(String url, @Nullable Instant startBy) {

  /** The address is in no log. */
  @Override
  public String toString() {
    return "Ticket[startBy=" + startBy + "]";
  }
}
