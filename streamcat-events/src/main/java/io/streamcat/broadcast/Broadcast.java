package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast of a channel, as known from its events and from AWS.
 *
 * @param streamId AWS's id of the broadcast, which is unique; 1 to 64 characters
 * @param channelArn the ARN of the channel, 1 to 256 characters
 * @param beganAt the time of its earliest known event
 * @param startedAt the time at which viewers could first watch, or null if they could not yet or
 *     the time is unknown
 * @param endedAt the time of its end, or null if it is not known to have ended
 * @param failure the reason of its failure, or null if it did not fail; empty if AWS gives no
 *     reason, and cut to 2,000 characters. If AWS gives several reasons, always the same one of
 *     them
 * @param health its latest change of health, or null if it was always healthy
 * @param recording its recording, or null if there is none
 * @param verified whether AWS was asked about it after its end
 */
public record Broadcast(
    String streamId,
    String channelArn,
    Instant beganAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String failure,
    @Nullable HealthChange health,
    @Nullable Recording recording,
    boolean verified) {

  /** Checks the limits. */
  public Broadcast {
    Merges.requireId("streamId", streamId, 64);
    Merges.requireId("channelArn", channelArn, 256);
    beganAt = Objects.requireNonNull(Merges.time("beganAt", beganAt));
    startedAt = Merges.time("startedAt", startedAt);
    endedAt = Merges.time("endedAt", endedAt);
    failure = Merges.reason(failure);
  }

  /**
   * Creates a broadcast of which nothing is known but an event.
   *
   * @param streamId AWS's id of the broadcast
   * @param channelArn the ARN of the channel
   * @param at the time of the event
   * @return the broadcast
   */
  static Broadcast seen(String streamId, String channelArn, Instant at) {
    return new Broadcast(streamId, channelArn, at, null, null, null, null, null, false);
  }

  Broadcast started(Instant at) {
    return new Broadcast(
        streamId, channelArn, beganAt, at, endedAt, failure, health, recording, verified);
  }

  Broadcast ended(Instant at) {
    return new Broadcast(
        streamId, channelArn, beganAt, startedAt, at, failure, health, recording, verified);
  }

  Broadcast failed(String reason) {
    return new Broadcast(
        streamId, channelArn, beganAt, startedAt, endedAt, reason, health, recording, verified);
  }

  Broadcast with(HealthChange change) {
    return new Broadcast(
        streamId, channelArn, beganAt, startedAt, endedAt, failure, change, recording, verified);
  }

  Broadcast with(Recording known) {
    return new Broadcast(
        streamId, channelArn, beganAt, startedAt, endedAt, failure, health, known, verified);
  }

  Broadcast asVerified() {
    return new Broadcast(
        streamId, channelArn, beganAt, startedAt, endedAt, failure, health, recording, true);
  }

  /**
   * Merges this broadcast with further knowledge about it. The result depends neither on the order
   * nor on the number of merges.
   *
   * @param other the further knowledge
   * @return the merged broadcast
   * @throws IllegalArgumentException if the argument is another broadcast
   */
  public Broadcast merge(Broadcast other) {
    if (!streamId.equals(other.streamId)) {
      throw new IllegalArgumentException(streamId + " is not " + other.streamId);
    }
    return new Broadcast(
        streamId,
        Objects.requireNonNull(Merges.greater(channelArn, other.channelArn)),
        Objects.requireNonNull(Merges.earlier(beganAt, other.beganAt)),
        Merges.earlier(startedAt, other.startedAt),
        Merges.greater(endedAt, other.endedAt),
        Merges.greater(failure, other.failure),
        Merges.greater(health, other.health),
        Merges.merged(recording, other.recording, Recording::merge),
        verified || other.verified);
  }

  /**
   * Returns the state.
   *
   * @return the state
   */
  public BroadcastState state() {
    if (endedAt != null) {
      return verified ? BroadcastState.VERIFIED : BroadcastState.ENDED;
    }
    return startedAt == null ? BroadcastState.STARTING : BroadcastState.LIVE;
  }

  /**
   * Returns whether viewers can watch the broadcast.
   *
   * @return true if the broadcast has started and not ended
   */
  public boolean isLive() {
    return state() == BroadcastState.LIVE;
  }

  /**
   * Returns whether AWS receives the stream as expected, or received it so at its end.
   *
   * @return false while no data arrives from the encoder
   */
  public boolean isHealthy() {
    return health == null || health.health() == Health.HEALTHY;
  }

  /** Returns the time of the latest known event. */
  Instant lastSeenAt() {
    Instant latest = Merges.greater(beganAt, Merges.greater(startedAt, endedAt));
    return Objects.requireNonNull(Merges.greater(latest, health == null ? null : health.at()));
  }
}
