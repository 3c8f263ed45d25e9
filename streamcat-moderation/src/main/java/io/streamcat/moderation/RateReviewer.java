package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reviewer that limits rates. For each sender it keeps the time until which the messages sent so
 * far would last if they were evenly spread. A sender for whom that time is a whole period ahead of
 * the clock has exhausted the limit.
 */
final class RateReviewer implements MessageReviewer {

  private record Sender(String roomArn, String userId) {}

  private final RateLimit limit;
  private final Duration share;
  private final Clock clock;
  private final Map<Sender, Instant> usedUntil;

  RateReviewer(RateLimit limit, Clock clock) {
    this.limit = Check.given("limit", limit);
    this.share = limit.period().dividedBy(limit.messages());
    this.clock = Check.given("clock", clock);
    this.usedUntil = new Remembered(limit.senders());
  }

  @Override
  public ReviewResult review(MessageReviewRequest request) {
    return take(new Sender(request.roomArn(), request.sender().userId()))
        ? ReviewResult.allow()
        : ReviewResult.deny("too many messages, please wait a moment");
  }

  private synchronized boolean take(Sender sender) {
    Instant now = clock.instant();
    Instant full = now.plus(limit.period());
    Instant used = usedUntil.getOrDefault(sender, now);
    if (used.isBefore(now) || used.isAfter(full)) {
      // The sender was silent for long, or the clock was set back. Neither may silence the
      // sender.
      used = now;
    }
    Instant next = used.plus(share);
    if (next.isAfter(full)) {
      return false;
    }
    usedUntil.put(sender, next);
    return true;
  }

  private static final class Remembered extends LinkedHashMap<Sender, Instant> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Remembered(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Sender, Instant> eldest) {
      return size() > most;
    }
  }
}
