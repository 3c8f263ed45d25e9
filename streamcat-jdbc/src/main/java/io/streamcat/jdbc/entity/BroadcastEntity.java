package io.streamcat.jdbc.entity;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.HealthChange;
import io.streamcat.broadcast.LiveStream.Health;
import io.streamcat.broadcast.Recording;
import io.streamcat.broadcast.RecordingStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code streamcat_broadcast}. Read-only. */
@Entity
@EntityListeners(ReadOnly.class)
@Table(name = "streamcat_broadcast")
public class BroadcastEntity {

  @Id
  @Column(name = "stream_id", nullable = false, length = 64)
  private String streamId;

  @Column(
      name = "channel_arn",
      nullable = false,
      length = 256,
      insertable = false,
      updatable = false)
  private String channelArn;

  @Column(name = "state", nullable = false, length = 16, insertable = false, updatable = false)
  private String state;

  @Column(name = "began_at", nullable = false, insertable = false, updatable = false)
  private Instant beganAt;

  @Column(name = "started_at", insertable = false, updatable = false)
  private @Nullable Instant startedAt;

  @Column(name = "ended_at", insertable = false, updatable = false)
  private @Nullable Instant endedAt;

  @Column(name = "failure", length = 2000, insertable = false, updatable = false)
  private @Nullable String failure;

  @Column(name = "health", length = 16, insertable = false, updatable = false)
  private @Nullable String health;

  @Column(name = "health_changed_at", insertable = false, updatable = false)
  private @Nullable Instant healthChangedAt;

  @Column(name = "recording_status", length = 16, insertable = false, updatable = false)
  private @Nullable String recordingStatus;

  @Column(name = "recording_bucket", length = 255, insertable = false, updatable = false)
  private @Nullable String recordingBucket;

  @Column(name = "recording_prefix", length = 1024, insertable = false, updatable = false)
  private @Nullable String recordingPrefix;

  @Column(name = "recording_duration_ms", insertable = false, updatable = false)
  private @Nullable Long recordingDurationMs;

  @Column(name = "recording_reason", length = 2000, insertable = false, updatable = false)
  private @Nullable String recordingReason;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected BroadcastEntity() {}

  /**
   * Returns the stream id.
   *
   * @return the id
   */
  public String getStreamId() {
    return streamId;
  }

  /**
   * Returns the channel.
   *
   * @return its ARN
   */
  public String getChannelArn() {
    return channelArn;
  }

  /**
   * Returns the broadcast as it was read.
   *
   * @return the broadcast
   */
  public Broadcast getBroadcast() {
    return new Broadcast(
        streamId,
        channelArn,
        beganAt,
        startedAt,
        endedAt,
        failure,
        healthChange(),
        recording(),
        state.equals(BroadcastState.VERIFIED.name()));
  }

  private @Nullable HealthChange healthChange() {
    return health == null || healthChangedAt == null
        ? null
        : new HealthChange(healthChangedAt, Health.valueOf(health));
  }

  private @Nullable Recording recording() {
    return recordingStatus == null
            || recordingBucket == null
            || recordingPrefix == null
            || recordingDurationMs == null
            || recordingReason == null
        ? null
        : new Recording(
            RecordingStatus.valueOf(recordingStatus),
            new Recording.Path(recordingBucket, recordingPrefix),
            Duration.ofMillis(recordingDurationMs),
            recordingReason);
  }

  @Override
  public String toString() {
    return "BroadcastEntity[streamId=" + streamId + ", state=" + state + "]";
  }
}
