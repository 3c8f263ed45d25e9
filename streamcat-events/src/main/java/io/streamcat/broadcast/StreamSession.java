package io.streamcat.broadcast;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast as AWS remembers it, live or over; the API's {@code StreamSession}.
 *
 * @param streamId identifies the broadcast
 * @param startedAt when the channel went live, or null if AWS does not tell
 * @param endedAt when it went offline, or null if it is live
 * @param events what happened, the latest first, {@value #MAX_EVENTS} at most; unmodifiable
 */
public record StreamSession(
    String streamId, @Nullable Instant startedAt, @Nullable Instant endedAt, List<Event> events) {

  /** How many events AWS tells of one broadcast. */
  public static final int MAX_EVENTS = 500;

  /**
   * Copies what needs it.
   *
   * @param streamId identifies the broadcast
   * @param startedAt when the channel went live
   * @param endedAt when it went offline
   * @param events what happened
   */
  public StreamSession {
    events = List.copyOf(events);
  }

  /**
   * Something that happened in a broadcast, named as EventBridge names it.
   *
   * @param name what happened, such as {@code Stream Start}
   * @param at when
   * @param code why, such as {@code StreamTakeoverMediaMismatch}; possibly empty
   */
  public record Event(String name, Instant at, String code) {}
}
