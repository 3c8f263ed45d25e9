package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.time.Duration;

/**
 * A limit on the rate at which one sender may send messages to one room. A sender may send a burst
 * of messages at once. After that, one message is allowed each time its share of the period has
 * passed.
 *
 * @param messages the number of messages in a period, 1 to 1,000
 * @param period the period, 1 ms to one day
 * @param senders the number of senders to remember, 1 to 1,000,000; the sender with the longest
 *     silence is forgotten first and may send a whole burst again
 */
public record RateLimit(int messages, Duration period, int senders) {

  private static final int MANY_SENDERS = 10_000;

  /** Checks the limits. */
  public RateLimit {
    Check.range("messages", messages, 1, 1_000);
    Check.range("period in milliseconds", period.toMillis(), 1, Duration.ofDays(1).toMillis());
    Check.range("senders", senders, 1, 1_000_000);
  }

  /**
   * Creates a limit that remembers 10,000 senders, which takes a few megabytes.
   *
   * @param messages the number of messages in a period, 1 to 1,000
   * @param period the period, 1 ms to one day
   * @return the limit
   */
  public static RateLimit of(int messages, Duration period) {
    return new RateLimit(messages, period, MANY_SENDERS);
  }
}
