package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one broadcast of a channel, from an encoder's connecting to the last that was
 * heard of it.
 *
 * @param streamId what AWS calls it; no two broadcasts have the same
 * @param channelArn the channel
 * @param beganAt when the first happened that is known of it
 * @param startedAt since when viewers could watch it, or null if they could not yet, or nothing is
 *     known
 * @param endedAt when it was over, or null if it goes on
 * @param failure why it failed, or null if it did not; empty if AWS does not say. If AWS tells
 *     several reasons, one of them, always the same
 * @param health how well it arrives, or null if it was always healthy
 * @param recording its recording, or null if there is none
 * @param verified whether AWS was asked about it after it had ended
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

  /**
   * Checks the limits.
   *
   * @param streamId what AWS calls it, 1 to 64 characters
   * @param channelArn the channel, 1 to 256 characters
   * @param beganAt when the first happened that is known of it
   * @param startedAt since when viewers could watch it
   * @param endedAt when it was over
   * @param failure why it failed, cut to 2,000 characters
   * @param health how well it arrives
   * @param recording its recording
   * @param verified whether AWS was asked about it after it had ended
   */
  public Broadcast {
    Merges.id("streamId", streamId, 64);
    Merges.id("channelArn", channelArn, 256);
    beganAt = Objects.requireNonNull(Merges.time("beganAt", beganAt));
    startedAt = Merges.time("startedAt", startedAt);
    endedAt = Merges.time("endedAt", endedAt);
    failure = Merges.reason(failure);
  }

  /**
   * Starts from the least that can be known of a broadcast.
   *
   * @param streamId what AWS calls it
   * @param channelArn the channel
   * @param at when something happened to it
   * @return a broadcast of which nothing else is known
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
   * Adds what else is known of the same broadcast: the same whichever comes first, and however
   * often it is added.
   *
   * @param other what else is known
   * @return the sum
   * @throws IllegalArgumentException if it is about another broadcast
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
   * Tells how far it is.
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
   * Tells whether viewers can watch it.
   *
   * @return true if it has started and not ended
   */
  public boolean isLive() {
    return state() == BroadcastState.LIVE;
  }

  /**
   * Tells whether it arrives as it should, or did so when it ended.
   *
   * @return false while nothing arrives from the encoder
   */
  public boolean isHealthy() {
    return health == null || health.health() == Health.HEALTHY;
  }

  /** The latest moment at which something is known to have happened to it. */
  Instant lastSeenAt() {
    Instant latest = Merges.greater(beganAt, Merges.greater(startedAt, endedAt));
    return Objects.requireNonNull(Merges.greater(latest, health == null ? null : health.at()));
  }
}
