package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds what is emitted of the recording of streams to what AWS documents. */
class RecordingEventsTest extends EventsTest {
  @Test
  void aRecordedStream_tellsWhereItsRecordingIs() {
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
    start.put("recording_duration_ms", 0L);
    Map<String, Object> end = new LinkedHashMap<>(start);
    end.put("recording_status", "Recording End");
    end.put("recording_duration_ms", 1500L);
    end.put("recording_session_stream_ids", List.of(stream));
    assertThat(details).containsExactly(start, end);
    assertThat(emitted())
        .extracting(e -> name(e))
        .containsExactly(
            "Session Created",
            "Stream Start",
            "Recording Start",
            "Stream End",
            "Recording End",
            "Session Ended");
  }

  @Test
  void aRecording_canFailToStart() {
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
  void aRecording_canFail() {
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

  private void record(String channelArn) {
    String recording =
        aws.call(
                "CreateRecordingConfiguration",
                Map.of("destinationConfiguration", Map.of("s3", Map.of("bucketName", "bucket"))))
            .text("recordingConfiguration.arn");
    aws.call("UpdateChannel", Map.of("arn", channelArn, "recordingConfigurationArn", recording));
  }
}
