package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest extends EmulatorTest {
  @Test
  void createStage_anyInput_returnsDocumentedArnAndEndpoints() {
    Answer answer = aws.call("CreateStage", Map.of("name", "n", "tags", Map.of("k", "v")));

    assertThat(answer.text("stage.arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:stage/[a-zA-Z0-9]{12}");
    assertThat(answer.at("stage.endpoints.events")).isEqualTo("wss://global.events.live-video.net");
    assertThat(answer.text("stage.endpoints.whip"))
        .matches("https://[a-f0-9]{12}\\.global-bm\\.whip\\.live-video\\.net");
    assertThat(answer.at("stage.activeSessionId")).isNull();
    assertThat(answer.at("participantTokens")).isEqualTo(List.of());
  }

  @Test
  void createStage_withTokenConfigurations_issuesTokenForEach() {
    Answer answer =
        aws.call(
            "CreateStage",
            Map.of(
                "participantTokenConfigurations",
                List.of(Map.of("userId", "todd", "duration", 5), Map.of())));

    assertThat(answer.all("participantTokens", "userId")).containsExactly("todd", null);
    assertThat(answer.all("participantTokens", "duration")).containsExactly(5L, 720L);
    assertThat(answer.all("participantTokens", "participantId")).doesNotHaveDuplicates();
  }

  @Test
  void createStage_overTwelveTokenConfigurations_isInvalid() {
    Answer answer =
        aws.call(
            "CreateStage",
            Map.of("participantTokenConfigurations", Collections.nCopies(13, Map.of())));

    assertThat(answer.error()).isEqualTo("ValidationException");
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void getStage_returnsCreatedResource() {
    Answer created = aws.call("CreateStage", Map.of("name", "n"));

    assertThat(aws.call("GetStage", Map.of("arn", created.text("stage.arn"))).at("stage"))
        .isEqualTo(created.at("stage"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetStage", "UpdateStage", "DeleteStage"})
  void anyCall_unknownStage_isNotFound(String operation) {
    Answer answer = aws.call(operation, Map.of("arn", UNKNOWN_STAGE));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void updateStage_newName_changesIt() {
    String arn = createStage("before");

    assertThat(aws.call("UpdateStage", Map.of("arn", arn, "name", "after")).at("stage.name"))
        .isEqualTo("after");
  }

  @Test
  void updateStage_recording_enablesAndDisablesIt() {
    String arn = createStage("stage");

    String storage = createStorage();
    Answer on = aws.call("UpdateStage", recording(arn, storage));
    Answer off = aws.call("UpdateStage", recording(arn, ""));

    assertThat(on.at("stage.autoParticipantRecordingConfiguration"))
        .isEqualTo(withDefaults(storage));
    assertThat(off.at("stage.autoParticipantRecordingConfiguration")).isEqualTo(withDefaults(""));
  }

  @Test
  void createStage_withoutRecording_returnsDefaults() {
    assertThat(aws.call("CreateStage").at("stage.autoParticipantRecordingConfiguration"))
        .isEqualTo(withDefaults(""));
  }

  @Test
  void updateStage_recordedParticipant_conflicts() {
    String arn = createStage("stage");
    aws.call("UpdateStage", recording(arn, createStorage()));
    EmulatedParticipant todd = emulator.participants().join(arn, "todd");
    emulator.participants().publish(todd);

    assertThat(aws.call("UpdateStage", recording(arn, "")).error()).isEqualTo("ConflictException");
    assertThat(aws.call("UpdateStage", Map.of("arn", arn, "name", "other")).status())
        .isEqualTo(200);
    emulator.participants().unpublish(todd);
    assertThat(aws.call("UpdateStage", recording(arn, "")).status()).isEqualTo(200);
  }

  @Test
  void createStage_missingStorage_isRejected() {
    String arn = createStage("stage");

    assertThat(aws.call("UpdateStage", recording(arn, UNKNOWN_STORAGE)).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(
            aws.call(
                    "CreateStage",
                    Map.of(
                        "autoParticipantRecordingConfiguration",
                        Map.of("storageConfigurationArn", UNKNOWN_STORAGE)))
                .error())
        .isEqualTo("ValidationException");
  }

  @Test
  void deleteStage_existing_returnsEmptyDocumentAndRemovesIt() {
    String arn = createStage("stage");

    Answer answer = aws.call("DeleteStage", Map.of("arn", arn));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void listStages_taggedStages_returnsNamesAndTags() {
    aws.call("CreateStage", Map.of("name", "n", "tags", Map.of("k", "v")));

    Answer answer = aws.call("ListStages");

    assertThat(answer.all("stages", "name")).containsExactly("n");
    assertThat(answer.all("stages", "tags")).containsExactly(Map.of("k", "v"));
  }

  private static Map<String, ?> withDefaults(String storage) {
    return Map.of(
        "storageConfigurationArn",
        storage,
        "mediaTypes",
        List.of("AUDIO_VIDEO"),
        "thumbnailConfiguration",
        Map.of(
            "recordingMode",
            "DISABLED",
            "storage",
            List.of("SEQUENTIAL"),
            "targetIntervalSeconds",
            60L),
        "recordingReconnectWindowSeconds",
        0L,
        "hlsConfiguration",
        Map.of("targetSegmentDurationSeconds", 6L),
        "recordParticipantReplicas",
        true);
  }

  private static Map<String, ?> recording(String arn, String storage) {
    return Map.of(
        "arn",
        arn,
        "autoParticipantRecordingConfiguration",
        Map.of("storageConfigurationArn", storage));
  }
}
