package io.streamcat.broadcast;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What AWS tells of a broadcast when it is asked: the facts of its events, with times as
 * EventBridge has them.
 */
final class SessionFacts {

  private SessionFacts() {}

  /** Returns empty if AWS knows the broadcast and tells nothing of it. */
  static Optional<Broadcast> of(String channelArn, StreamSession session) {
    Broadcast sum = null;
    for (StreamSession.Event event : session.events()) {
      Instant at = seconds(event.at());
      Broadcast seen = Broadcast.seen(session.streamId(), channelArn, at);
      sum = plus(sum, EventFacts.named(seen, event.name(), at, event.code()));
    }
    boolean complete = sum != null && session.events().size() < StreamSession.MAX_EVENTS;
    if (session.startedAt() != null && !complete) {
      Instant at = seconds(session.startedAt());
      sum = plus(sum, Broadcast.seen(session.streamId(), channelArn, at).started(at));
    }
    if (session.endedAt() != null && (sum == null || sum.endedAt() == null)) {
      Instant at = seconds(session.endedAt());
      sum = plus(sum, Broadcast.seen(session.streamId(), channelArn, at).ended(at));
    }
    return Optional.ofNullable(sum);
  }

  private static Broadcast plus(@Nullable Broadcast sum, Broadcast fact) {
    return sum == null ? fact : sum.merge(fact);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
