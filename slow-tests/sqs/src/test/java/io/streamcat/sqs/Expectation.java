package io.streamcat.sqs;

import static java.util.stream.Collectors.toMap;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.RecordingStateChange;
import io.streamcat.event.StreamStateChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.StreamEvent;
import software.amazon.awssdk.services.ivs.model.StreamSession;

/**
 * The rows that must be stored in the end: AWS's own record of every stream, completed by delivered
 * events where AWS's record lacks something.
 */
final class Expectation {

  /** The query for the stored rows, in the same form. */
  static final String STORED =
      """
      SELECT stream_id, channel_arn, state, %s, %s, %s, failure, health, %s, recording_status,
        recording_bucket, recording_prefix, recording_duration_ms, recording_reason,
        (SELECT count(*) FROM streamcat_notification n WHERE n.stream_id = b.stream_id) AS undelivered
      FROM streamcat_broadcast b"""
          .formatted(
              time("began_at"), time("started_at"), time("ended_at"), time("health_changed_at"));

  private static String time(String column) {
    return "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS %s"
        .formatted(column, column);
  }

  private final IvsClient ivs;
  private final Map<String, List<IvsEvent>> arrived = new HashMap<>();

  private Expectation(IvsClient ivs, Collection<String> arrived) {
    this.ivs = ivs;
    for (String json : arrived) {
      this.arrived
          .computeIfAbsent(StreamHistory.streamId(json), id -> new ArrayList<>())
          .add(IvsEvent.parse(json));
    }
  }

  /**
   * Returns the expected rows of all streams of all channels.
   *
   * @param arrived the events that were not lost
   * @return the columns of each row, by stream id
   */
  static Map<String, Map<String, @Nullable String>> of(
      StreamHistory history, Collection<String> arrived) {
    Expectation expectation = new Expectation(history.ivs(), arrived);
    Map<String, Map<String, @Nullable String>> rows = new TreeMap<>();
    for (String channel : history.channels()) {
      history.ivs().listStreamSessionsPaginator(request -> request.channelArn(channel)).stream()
          .flatMap(page -> page.streamSessions().stream())
          .forEach(
              stream -> rows.put(stream.streamId(), expectation.row(channel, stream.streamId())));
    }
    return rows;
  }

  private Map<String, @Nullable String> row(String channel, String streamId) {
    StreamSession session =
        ivs.getStreamSession(request -> request.channelArn(channel).streamId(streamId))
            .streamSession();
    // The latest of each name: AWS has the latest first.
    Map<String, Instant> events =
        session.truncatedEvents().stream()
            .collect(toMap(StreamEvent::name, StreamEvent::eventTime, (latest, other) -> latest));
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    row.put("stream_id", streamId);
    row.put("channel_arn", channel);
    row.put("state", session.endTime() == null ? "LIVE" : "VERIFIED");
    row.put("began_at", time(session.startTime()));
    row.put("started_at", time(session.startTime()));
    row.put("ended_at", time(session.endTime()));
    row.put("failure", events.containsKey("Stream Failure") ? failure(streamId) : null);
    health(row, events.get("Starvation Start"), events.get("Starvation End"));
    recording(row, status(events.keySet()), recordings(streamId));
    row.put("undelivered", "0");
    return row;
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null
        ? null
        : time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000000Z");
  }

  /** Returns the reason of a failure, which AWS's record lacks. */
  private String failure(String streamId) {
    return arrived.getOrDefault(streamId, List.of()).stream()
        .filter(StreamStateChange.class::isInstance)
        .map(event -> ((StreamStateChange) event).reason())
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static void health(
      Map<String, @Nullable String> row, @Nullable Instant starving, @Nullable Instant healthy) {
    boolean starves = starving != null && (healthy == null || healthy.isBefore(starving));
    row.put("health", starving == null ? null : starves ? "STARVING" : "HEALTHY");
    row.put("health_changed_at", time(starves ? starving : healthy));
  }

  private static @Nullable String status(Collection<String> events) {
    if (events.contains("Recording End")) {
      return "ENDED";
    } else if (events.contains("Recording End Failure")) {
      return "END_FAILED";
    } else if (events.contains("Recording Start Failure")) {
      return "START_FAILED";
    }
    return events.contains("Recording Start") ? "STARTED" : null;
  }

  private List<RecordingStateChange> recordings(String streamId) {
    return arrived.getOrDefault(streamId, List.of()).stream()
        .filter(RecordingStateChange.class::isInstance)
        .map(RecordingStateChange.class::cast)
        .toList();
  }

  /** Adds path, duration and reason of a recording, which AWS's record lacks. */
  private static void recording(
      Map<String, @Nullable String> row,
      @Nullable String status,
      List<RecordingStateChange> events) {
    row.put("recording_status", status);
    row.put("recording_bucket", null);
    row.put("recording_prefix", null);
    row.put("recording_duration_ms", null);
    row.put("recording_reason", null);
    if (status == null) {
      return;
    }
    row.put("recording_bucket", "");
    row.put("recording_prefix", "");
    row.put("recording_duration_ms", "0");
    row.put("recording_reason", "");
    for (RecordingStateChange recording : events) {
      if (!recording.keyPrefix().isEmpty()) {
        row.put("recording_bucket", recording.bucketName());
        row.put("recording_prefix", recording.keyPrefix());
      }
      if (!recording.duration().isZero()) {
        row.put("recording_duration_ms", Long.toString(recording.duration().toMillis()));
      }
      if (!recording.reason().isEmpty()) {
        row.put("recording_reason", recording.reason());
      }
    }
  }
}
