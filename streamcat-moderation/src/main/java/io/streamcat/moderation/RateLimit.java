package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.time.Duration;

/**
 * How fast one sender may send messages to one room: a number of them at once, and after that one
 * each time that share of the period has passed.
 *
 * @param messages how many in a period, 1 to 1,000
 * @param period the period, 1 ms to one day
 * @param senders how many senders are remembered, 1 to 1,000,000; whoever was silent for longest is
 *     forgotten first, and starts anew
 */
public record RateLimit(int messages, Duration period, int senders) {

  private static final int MANY_SENDERS = 10_000;

  /**
   * Checks the limits.
   *
   * @param messages how many in a period
   * @param period the period
   * @param senders how many senders are remembered
   */
  public RateLimit {
    Check.range("messages", messages, 1, 1_000);
    Check.range("period in milliseconds", period.toMillis(), 1, Duration.ofDays(1).toMillis());
    Check.range("senders", senders, 1, 1_000_000);
  }

  /**
   * Limits how fast messages are sent, remembering 10,000 senders, which takes a few megabytes.
   *
   * @param messages how many in a period, 1 to 1,000
   * @param period the period, 1 ms to one day
   * @return the limit
   */
  public static RateLimit of(int messages, Duration period) {
    return new RateLimit(messages, period, MANY_SENDERS);
  }
}
