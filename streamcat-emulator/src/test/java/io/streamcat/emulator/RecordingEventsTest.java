package io.streamcat.emulator;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the events of stream recordings against the documentation of AWS. */
class RecordingEventsTest extends EventsTest {
  @Test
  void recording_stream_emitsRecordingPath() {
    record(channel);
    emulator.startStream(channel);
    String stream = streamId();
    clock.advance(Duration.ofMillis(1500));
    emulator.stopStream(channel);

    List<Map<String, Object>> details = details("IVS Recording State Change");

    String prefix = (String) details.get(0).get("recording_s3_key_prefix");
    assertThat(prefix)
        .matches("ivs/v1/123456789012/" + id(channel) + "/2030/1/2/3/4/[A-Za-z0-9]{12}");
    String session = (String) details.get(0).get("recording_session_id");
    assertThat(session).matches("[A-Za-z0-9]{16}");
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("channel_name", "todd");
    start.put("stream_id", stream);
    start.put("recording_status", "Recording Start");
    start.put("recording_status_reason", "");
    start.put("recording_s3_bucket_name", "bucket");
    start.put("recording_s3_key_prefix", prefix);
    start.put("recording_session_id", session);
    start.put("recording_session_stream_ids", List.of(stream));
    start.put("recording_duration_ms", 0L);
    Map<String, Object> end = new LinkedHashMap<>(start);
    end.put("recording_status", "Recording End");
    end.put("recording_duration_ms", 1500L);
    assertThat(details).containsExactly(start, end);
    assertThat(emitted())
        .extracting(e -> name(e))
        .containsExactly(
            "Session Created",
            "Stream Start",
            "Recording Start",
            "Stream End",
            "Session Ended",
            "Recording End");
  }

  @Test
  void report_recordingStartFailure_failsNextRecording() {
    record(channel);

    emulator.report(Incident.of("Recording Start Failure", channel));
    emulator.startStream(channel);
    emulator.stopStream(channel);
    emulator.startStream(channel);

    List<Map<String, Object>> details = details("IVS Recording State Change");
    assertThat(details)
        .extracting(d -> d.get("recording_status"))
        .containsExactly("Recording Start Failure", "Recording Start");
    assertThat(details.get(0))
        .containsEntry("recording_status_reason", "ValidationException")
        .containsEntry("recording_s3_bucket_name", "bucket")
        .containsEntry("recording_s3_key_prefix", "")
        .containsEntry("recording_duration_ms", 0L);
  }

  @Test
  void report_recordingEndFailure_failsRecording() {
    record(channel);
    emulator.startStream(channel);

    emulator.report(Incident.of("Recording End Failure", channel).reason("Disk full"));
    emulator.stopStream(channel);

    List<Map<String, Object>> details = details("IVS Recording State Change");
    assertThat(details)
        .extracting(d -> d.get("recording_status"))
        .containsExactly("Recording Start", "Recording End Failure");
    assertThat(details.get(1))
        .containsEntry("recording_status_reason", "Disk full")
        .containsEntry("recording_s3_key_prefix", details.get(0).get("recording_s3_key_prefix"));
  }

  @Test
  void startStream_withinWindow_resumesRecording() {
    record(channel, 30);
    String first = stream(Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(29));
    String second = stream(Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(30));

    List<Map<String, Object>> details = details("IVS Recording State Change");

    assertThat(details)
        .extracting(d -> d.get("recording_status"))
        .containsExactly("Recording Start", "Recording Start", "Recording End");
    assertThat(details).extracting(d -> d.get("stream_id")).containsExactly(first, second, second);
    assertThat(details)
        .extracting(d -> d.get("recording_session_stream_ids"))
        .containsExactly(List.of(first), List.of(first, second), List.of(first, second));
    assertThat(details).extracting(d -> d.get("recording_session_id")).containsOnly(session(0));
    assertThat(details).extracting(d -> d.get("recording_s3_key_prefix")).containsOnly(prefix(0));
    assertThat(details)
        .extracting(d -> d.get("recording_duration_ms"))
        .containsExactly(0L, 0L, 15_000L);
    assertThat(emitted().get(emitted().size() - 1).get("time"))
        .isEqualTo(MutableClock.START.plusSeconds(74).truncatedTo(SECONDS).toString());
    assertThat(statuses(first)).containsExactly("Recording Start");
    assertThat(statuses(second)).containsExactly("Recording End", "Recording Start");
  }

  @Test
  void startStream_afterWindow_startsAnotherRecording() {
    record(channel, 30);
    String first = stream(Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(30));
    String second = stream(Duration.ofSeconds(5));

    List<Map<String, Object>> details = details("IVS Recording State Change");

    assertThat(details)
        .extracting(d -> d.get("recording_status"))
        .containsExactly("Recording Start", "Recording End", "Recording Start");
    assertThat(details)
        .extracting(d -> d.get("recording_session_stream_ids"))
        .containsExactly(List.of(first), List.of(first), List.of(second));
    assertThat(prefix(2)).isNotEqualTo(prefix(1));
  }

  @Test
  void startStream_otherConfiguration_startsAnotherRecording() {
    record(channel, 30);
    stream(Duration.ofSeconds(10));
    record(channel, 30);
    stream(Duration.ofSeconds(10));

    assertThat(details("IVS Recording State Change"))
        .extracting(d -> d.get("recording_status"))
        .containsExactly("Recording Start", "Recording End", "Recording Start");
    assertThat(prefix(2)).isNotEqualTo(prefix(1));
  }

  @Test
  void pausedRecording_channelDeletedOrFailure_ends() {
    record(channel, 30);
    stream(Duration.ofSeconds(1));
    emulator.report(Incident.of("Recording Start Failure", channel));
    stream(Duration.ofSeconds(1));
    stream(Duration.ofSeconds(1));
    aws.call("DeleteChannel", Map.of("arn", channel));

    assertThat(details("IVS Recording State Change"))
        .extracting(d -> d.get("recording_status"))
        .containsExactly(
            "Recording Start",
            "Recording End",
            "Recording Start Failure",
            "Recording Start",
            "Recording End");
  }

  /** Broadcasts for a time and returns the stream's id. */
  private String stream(Duration time) {
    emulator.startStream(channel);
    String stream = streamId();
    clock.advance(time);
    emulator.stopStream(channel);
    return stream;
  }

  private Object session(int index) {
    return details("IVS Recording State Change").get(index).get("recording_session_id");
  }

  private Object prefix(int index) {
    return details("IVS Recording State Change").get(index).get("recording_s3_key_prefix");
  }

  /** Returns the recording events of a session, the latest first. */
  private List<Object> statuses(String stream) {
    return aws
        .call("GetStreamSession", Map.of("channelArn", channel, "streamId", stream))
        .all("streamSession.truncatedEvents", "name")
        .stream()
        .filter(name -> ((String) name).startsWith("Recording"))
        .toList();
  }

  private void record(String channelArn) {
    record(channelArn, 0);
  }

  private void record(String channelArn, int windowSeconds) {
    String recording = createRecording(aws, windowSeconds);
    aws.call("UpdateChannel", Map.of("arn", channelArn, "recordingConfigurationArn", recording));
  }
}
