package io.streamcat.jdbc.entity;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.HealthChange;
import io.streamcat.broadcast.Notice;
import io.streamcat.broadcast.Recording;
import io.streamcat.broadcast.StoredBroadcast;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code streamcat_broadcast}, for an application's own queries; {@link
 * JpaBroadcastRepository} is what changes it.
 */
@Entity
@Table(name = "streamcat_broadcast")
public class BroadcastEntity {

  @Id
  @Column(name = "stream_id", nullable = false, length = 64)
  private String streamId;

  @Column(name = "channel_arn", nullable = false, length = 256)
  private String channelArn;

  @Column(name = "state", nullable = false, length = 16)
  private String state;

  @Column(name = "began_at", nullable = false)
  private Instant beganAt;

  @Column(name = "started_at")
  private @Nullable Instant startedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "failure", length = 2000)
  private @Nullable String failure;

  @Column(name = "health", length = 16)
  private @Nullable String health;

  @Column(name = "health_changed_at")
  private @Nullable Instant healthChangedAt;

  @Column(name = "recording_status", length = 16)
  private @Nullable String recordingStatus;

  @Column(name = "recording_bucket", length = 255)
  private @Nullable String recordingBucket;

  @Column(name = "recording_prefix", length = 1024)
  private @Nullable String recordingPrefix;

  @Column(name = "recording_duration_ms")
  private @Nullable Long recordingDurationMs;

  @Column(name = "recording_reason", length = 2000)
  private @Nullable String recordingReason;

  @Column(name = "live_notice_at")
  private @Nullable Instant liveNoticeAt;

  @Column(name = "recording_notice_at")
  private @Nullable Instant recordingNoticeAt;

  @Version
  @Column(name = "version", nullable = false)
  private long version;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected BroadcastEntity() {}

  /** A broadcast to insert. */
  BroadcastEntity(StoredBroadcast stored) {
    Broadcast broadcast = stored.broadcast();
    HealthChange change = broadcast.health();
    Recording recording = broadcast.recording();
    streamId = broadcast.streamId();
    channelArn = broadcast.channelArn();
    state = broadcast.state().name();
    beganAt = broadcast.beganAt();
    startedAt = broadcast.startedAt();
    endedAt = broadcast.endedAt();
    failure = broadcast.failure();
    if (change != null) {
      health = change.health().name();
      healthChangedAt = change.at();
    }
    if (recording != null) {
      recordingStatus = recording.status().name();
      recordingBucket = recording.path().bucketName();
      recordingPrefix = recording.path().keyPrefix();
      recordingDurationMs = recording.duration().toMillis();
      recordingReason = recording.reason();
    }
    liveNoticeAt = stored.notices().get(Notice.WENT_LIVE);
    recordingNoticeAt = stored.notices().get(Notice.RECORDING_READY);
  }

  /**
   * Returns what AWS calls the broadcast.
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
   * Returns what is known of the broadcast, as it was when this was read.
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
        BroadcastTable.health(health, healthChangedAt),
        recording(),
        state.equals(BroadcastState.SETTLED.name()));
  }

  private @Nullable Recording recording() {
    return recordingStatus == null
            || recordingBucket == null
            || recordingPrefix == null
            || recordingDurationMs == null
            || recordingReason == null
        ? null
        : BroadcastTable.recording(
            recordingStatus,
            recordingBucket,
            recordingPrefix,
            recordingDurationMs,
            recordingReason);
  }

  @Override
  public String toString() {
    return "BroadcastEntity[streamId=" + streamId + ", state=" + state + "]";
  }
}
