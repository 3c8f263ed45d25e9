package io.streamcat.broadcast;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast as AWS stores it, live or ended; the API's {@code StreamSession}.
 *
 * @param streamId AWS's id of the broadcast
 * @param startedAt the time at which the channel went live, or null if AWS does not report it
 * @param endedAt the time at which the channel went offline, or null if it is live
 * @param events the events, latest first, at most {@value #MAX_EVENTS}; unmodifiable
 */
public record StreamSession(
    String streamId, @Nullable Instant startedAt, @Nullable Instant endedAt, List<Event> events) {

  /** The maximum number of events that AWS reports for a broadcast. */
  public static final int MAX_EVENTS = 500;

  /** Copies what needs it. */
  public StreamSession {
    events = List.copyOf(events);
  }

  /**
   * An event of a broadcast, named as in EventBridge.
   *
   * @param name the name, such as {@code Stream Start}
   * @param at the time
   * @param code the reason, such as {@code StreamTakeoverMediaMismatch}; may be empty
   */
  public record Event(String name, Instant at, String code) {}
}
