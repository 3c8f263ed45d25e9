package io.streamcat.jdbc.internal.broadcast;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.HealthChange;
import io.streamcat.broadcast.LiveStream.Health;
import io.streamcat.broadcast.Recording;
import io.streamcat.broadcast.RecordingStatus;
import io.streamcat.jdbc.internal.sql.FactTable;
import io.streamcat.jdbc.internal.sql.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code streamcat_broadcast}. */
public final class BroadcastTable extends FactTable<Broadcast> {

  public static final BroadcastTable INSTANCE = new BroadcastTable();

  private BroadcastTable() {
    super(
        "streamcat_broadcast",
        "stream_id",
        "channel_arn",
        "state",
        "began_at",
        "started_at",
        "ended_at",
        "failure",
        "health",
        "health_changed_at",
        "recording_status",
        "recording_bucket",
        "recording_prefix",
        "recording_duration_ms",
        "recording_reason");
  }

  @Override
  public String key(Broadcast row) {
    return row.streamId();
  }

  @Override
  public List<@Nullable Object> values(Broadcast broadcast) {
    HealthChange health = broadcast.health();
    Recording recording = broadcast.recording();
    return Arrays.asList(
        broadcast.streamId(),
        broadcast.channelArn(),
        broadcast.state().name(),
        broadcast.beganAt(),
        broadcast.startedAt(),
        broadcast.endedAt(),
        broadcast.failure(),
        health == null ? null : health.health().name(),
        health == null ? null : health.at(),
        recording == null ? null : recording.status().name(),
        recording == null ? null : recording.path().bucketName(),
        recording == null ? null : recording.path().keyPrefix(),
        recording == null ? null : recording.duration().toMillis(),
        recording == null ? null : recording.reason());
  }

  @Override
  public Broadcast read(Row row) throws SQLException {
    return new Broadcast(
        row.text("stream_id"),
        row.text("channel_arn"),
        row.instant("began_at"),
        row.nullableInstant("started_at"),
        row.nullableInstant("ended_at"),
        row.nullableText("failure"),
        health(row.nullableText("health"), row.nullableInstant("health_changed_at")),
        recording(row),
        row.text("state").equals(BroadcastState.VERIFIED.name()));
  }

  public static @Nullable HealthChange health(@Nullable String health, @Nullable Instant at) {
    return health == null || at == null ? null : new HealthChange(at, Health.valueOf(health));
  }

  private static @Nullable Recording recording(Row row) throws SQLException {
    return row.nullableText("recording_status") == null
        ? null
        : recording(
            row.text("recording_status"),
            row.text("recording_bucket"),
            row.text("recording_prefix"),
            row.number("recording_duration_ms"),
            row.text("recording_reason"));
  }

  public static Recording recording(
      String status, String bucket, String prefix, long millis, String reason) {
    return new Recording(
        RecordingStatus.valueOf(status),
        new Recording.Path(bucket, prefix),
        Duration.ofMillis(millis),
        reason);
  }
}
