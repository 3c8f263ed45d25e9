package io.streamcat.broadcast;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mapper from AWS's stream sessions to broadcasts. Times are cut to seconds, as EventBridge does.
 */
final class StreamSessionMapper {

  private StreamSessionMapper() {}

  /** Returns the broadcast of a session, or empty if AWS reports no event or time of it. */
  static Optional<Broadcast> toBroadcast(String channelArn, StreamSession session) {
    Broadcast merged = null;
    for (StreamSession.Event event : session.events()) {
      Instant at = seconds(event.at());
      Broadcast seen = Broadcast.seen(session.streamId(), channelArn, at);
      merged = merge(merged, BroadcastUpdates.withEventName(seen, event.name(), at, event.code()));
    }
    boolean complete = merged != null && session.events().size() < StreamSession.MAX_EVENTS;
    if (session.startedAt() != null && !complete) {
      Instant at = seconds(session.startedAt());
      merged = merge(merged, Broadcast.seen(session.streamId(), channelArn, at).started(at));
    }
    if (session.endedAt() != null && (merged == null || merged.endedAt() == null)) {
      Instant at = seconds(session.endedAt());
      merged = merge(merged, Broadcast.seen(session.streamId(), channelArn, at).ended(at));
    }
    return Optional.ofNullable(merged);
  }

  private static Broadcast merge(@Nullable Broadcast merged, Broadcast update) {
    return merged == null ? update : merged.merge(update);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
