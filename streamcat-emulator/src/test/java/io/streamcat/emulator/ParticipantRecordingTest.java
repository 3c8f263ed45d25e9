package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the recording of participants: events, resumption and failures. */
class ParticipantRecordingTest extends EventsTest {
  private static final String TYPE = "IVS Participant Recording State Change";

  private final Participants participants = emulator.participants();

  @Test
  void recording_participant_emitsRecordingPath() {
    String stage = createStage(0);
    EmulatedParticipant todd = participants.join(stage, "todd");
    publish(todd, Duration.ofSeconds(9));

    Map<String, Object> start = new LinkedHashMap<>();
    start.put("session_id", todd.sessionId());
    start.put("event_name", "Recording Start");
    start.put("participant_id", todd.participantId());
    start.put("recording_s3_bucket_name", "bucket");
    start.put("recording_s3_key_prefix", prefix(todd));
    Map<String, Object> end = new LinkedHashMap<>(start);
    end.put("event_name", "Recording End");
    end.put("recording_duration_ms", 9000L);
    assertThat(details(TYPE, stage)).containsExactly(start, end);
    assertThat(state(todd)).isEqualTo("STOPPED");
  }

  @Test
  void publish_withinWindow_resumesRecording() {
    String stage = createStage(60);
    String token =
        aws.call("CreateParticipantToken", Map.of("stageArn", stage))
            .text("participantToken.token");
    EmulatedParticipant todd = participants.join(token);
    publish(todd, Duration.ofSeconds(9));
    participants.leave(todd);
    clock.advance(Duration.ofSeconds(59));
    EmulatedParticipant again = participants.join(token);
    publish(again, Duration.ofSeconds(3));
    clock.advance(Duration.ofSeconds(60));

    List<Map<String, Object>> details = details(TYPE);

    assertThat(again.sessionId()).isNotEqualTo(todd.sessionId());
    assertThat(details)
        .extracting(d -> d.get("event_name"))
        .containsExactly("Recording Start", "Recording Start", "Recording End");
    assertThat(details)
        .extracting(d -> d.get("recording_s3_key_prefix"))
        .containsOnly(prefix(todd));
    assertThat(prefix(again)).isEqualTo(prefix(todd));
    assertThat(details.get(2))
        .containsEntry("session_id", again.sessionId())
        .containsEntry("recording_duration_ms", 12_000L);
  }

  @Test
  void publish_afterWindow_startsAnotherRecording() {
    EmulatedParticipant todd = participants.join(createStage(60), "todd");
    publish(todd, Duration.ofSeconds(9));
    String before = prefix(todd);
    clock.advance(Duration.ofSeconds(60));
    publish(todd, Duration.ofSeconds(9));

    assertThat(details(TYPE))
        .extracting(d -> d.get("event_name"))
        .containsExactly("Recording Start", "Recording End", "Recording Start");
    assertThat(prefix(todd)).isNotEqualTo(before);
  }

  @Test
  void deleteStage_pausedRecording_endsIt() {
    String stage = createStage(60);
    publish(participants.join(stage, "todd"), Duration.ofSeconds(9));
    aws.call("DeleteStage", Map.of("arn", stage));

    assertThat(details(TYPE, stage))
        .extracting(d -> d.get("event_name"))
        .containsExactly("Recording Start", "Recording End");
  }

  @Test
  void report_recordingStartFailure_failsNextRecording() {
    String stage = createStage(0);
    EmulatedParticipant todd = participants.join(stage, "todd");

    emulator.report(Incident.of("Recording Start Failure", stage).reason("NO_BUCKET"));
    publish(todd, Duration.ofSeconds(9));

    assertThat(state(todd)).isEqualTo("FAILED");
    assertThat(details(TYPE, stage))
        .singleElement()
        .satisfies(
            detail ->
                assertThat(detail)
                    .containsEntry("event_name", "Recording Start Failure")
                    .containsEntry("error_code", "NO_BUCKET")
                    .containsEntry("recording_s3_bucket_name", "bucket")
                    .containsEntry("recording_s3_key_prefix", ""));
    publish(todd, Duration.ofSeconds(9));
    assertThat(state(todd)).isEqualTo("STOPPED");
  }

  @Test
  void report_recordingEndFailure_failsRecordingsOfStage() {
    String stage = createStage(0);
    EmulatedParticipant todd = participants.join(stage, "todd");
    EmulatedParticipant rita = participants.join(stage, "rita");
    participants.publish(todd);
    participants.publish(rita);

    emulator.report(Incident.of("Recording End Failure", stage));
    participants.unpublish(todd);

    assertThat(state(todd)).isEqualTo("FAILED");
    assertThat(state(rita)).isEqualTo("FAILED");
    assertThat(details(TYPE, stage))
        .extracting(d -> d.get("event_name"))
        .containsExactly(
            "Recording Start", "Recording Start", "Recording End Failure", "Recording End Failure");
  }

  @Test
  void report_stageWithoutRecording_isRejected() {
    String stage = createStage("s");

    for (String name : List.of("Recording Start Failure", "Recording End Failure")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> emulator.report(Incident.of(name, stage)))
          .withMessageContaining("not recorded");
    }
  }

  private String createStage(int windowSeconds) {
    return aws.call(
            "CreateStage",
            Map.of(
                "autoParticipantRecordingConfiguration",
                Map.of(
                    "storageConfigurationArn",
                    createStorage(),
                    "recordingReconnectWindowSeconds",
                    windowSeconds)))
        .text("stage.arn");
  }

  private void publish(EmulatedParticipant participant, Duration time) {
    participants.publish(participant);
    clock.advance(time);
    participants.unpublish(participant);
  }

  private String prefix(EmulatedParticipant participant) {
    return get(participant, "recordingS3Prefix");
  }

  private String state(EmulatedParticipant participant) {
    return get(participant, "recordingState");
  }

  private String get(EmulatedParticipant participant, String member) {
    return aws.call("GetParticipant", ReplicationTest.identity(participant))
        .text("participant." + member);
  }
}
