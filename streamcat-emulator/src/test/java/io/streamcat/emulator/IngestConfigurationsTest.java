package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestConfigurationsTest extends EmulatorTest {
  private static final String UNKNOWN_INGEST =
      "arn:aws:ivs:us-east-1:123456789012:ingest-configuration/unknownUNKNO";

  private final String stage = createStage("s");
  private final Participants participants = emulator.participants();

  @Test
  void create_withoutStage_isInactive() {
    Answer created = aws.call("CreateIngestConfiguration", Map.of("ingestProtocol", "RTMPS"));

    assertThat(created.text("ingestConfiguration.arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:ingest-configuration/[a-zA-Z0-9]{12}");
    assertThat(created.text("ingestConfiguration.streamKey"))
        .matches("rt_123456789012_us-east-1_[a-zA-Z0-9]{12}_[a-zA-Z0-9]{34}");
    assertThat(created.at("ingestConfiguration.stageArn")).isEqualTo("");
    assertThat(created.at("ingestConfiguration.state")).isEqualTo("INACTIVE");
    assertThat(created.at("ingestConfiguration.redundantIngestCredentials")).isNull();
    assertThat(
            aws.call(
                    "GetIngestConfiguration",
                    Map.of("arn", created.text("ingestConfiguration.arn")))
                .body())
        .isEqualTo(created.body());
  }

  @Test
  void create_rtmpWithoutInsecureIngest_isInvalid() {
    assertThat(aws.call("CreateIngestConfiguration", Map.of("ingestProtocol", "RTMP")).error())
        .isEqualTo("ValidationException");
    assertThat(
            aws.call(
                    "CreateIngestConfiguration",
                    Map.of("ingestProtocol", "RTMP", "insecureIngest", true))
                .status())
        .isEqualTo(200);
  }

  @Test
  void create_forUnknownStage_isInvalid() {
    assertThat(create(Map.of("stageArn", UNKNOWN_STAGE)).error()).isEqualTo("ValidationException");
  }

  @Test
  void create_hundredAndFirst_exceedsQuota() {
    for (int i = 0; i < 100; i++) {
      create(Map.of());
    }

    assertThat(create(Map.of()).error()).isEqualTo("ServiceQuotaExceededException");
  }

  @Test
  void broadcast_validKey_publishesWithConfiguration() {
    Answer created = create(Map.of("userId", "todd", "attributes", Map.of("k", "v")));

    EmulatedParticipant who = participants.broadcast(created.text("ingestConfiguration.streamKey"));

    assertThat(who.participantId()).isEqualTo(created.at("ingestConfiguration.participantId"));
    Answer participant =
        aws.call(
            "GetParticipant",
            Map.of(
                "stageArn", stage,
                "sessionId", who.sessionId(),
                "participantId", who.participantId()));
    assertThat(participant.at("participant.userId")).isEqualTo("todd");
    assertThat(participant.at("participant.attributes")).isEqualTo(Map.of("k", "v"));
    assertThat(participant.at("participant.protocol")).isEqualTo("RTMPS");
    assertThat(participant.at("participant.published")).isEqualTo(true);
    assertThat(participant.at("participant.ingestConfigurationArn")).isEqualTo(arn(created));
    assertThat(state(created)).isEqualTo("ACTIVE");
  }

  @Test
  void leave_lastEncoder_makesConfigurationInactive() {
    Answer created = create(Map.of());
    EmulatedParticipant who = participants.broadcast(created.text("ingestConfiguration.streamKey"));

    participants.leave(who);

    assertThat(state(created)).isEqualTo("INACTIVE");
    assertThat(get(created).at("ingestConfiguration.stageArn")).isEqualTo(stage);
  }

  @Test
  void redundantIngest_oneEncoderLeaves_staysActive() {
    Answer created = create(Map.of("redundantIngest", true));
    List<Object> keys = created.all("ingestConfiguration.redundantIngestCredentials", "streamKey");

    assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    assertThat(keys.get(0)).isEqualTo(created.at("ingestConfiguration.streamKey"));
    EmulatedParticipant first = participants.broadcast((String) keys.get(0));
    EmulatedParticipant second = participants.broadcast((String) keys.get(1));
    assertThat(second.participantId()).isNotEqualTo(first.participantId());
    participants.leave(first);
    assertThat(state(created)).isEqualTo("ACTIVE");
    participants.leave(second);
    assertThat(state(created)).isEqualTo("INACTIVE");
  }

  @Test
  void broadcast_withUnknownKeyOrWithoutStage_isRejected() {
    String key = create(Map.of("stageArn", "")).text("ingestConfiguration.streamKey");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> participants.broadcast("rt_unknown"))
        .withMessageContaining("streamKey");
    assertThatThrownBy(() -> participants.broadcast(key))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no stage")
        .hasMessageNotContaining(key);
  }

  @Test
  void update_stageAndRedundancy_attachesAndDetachesThem() {
    Answer created = create(Map.of("stageArn", ""));

    Answer on =
        aws.call(
            "UpdateIngestConfiguration",
            Map.of("arn", arn(created), "stageArn", stage, "redundantIngest", true));
    Answer off =
        aws.call(
            "UpdateIngestConfiguration",
            Map.of("arn", arn(created), "stageArn", "", "redundantIngest", false));

    assertThat(on.at("ingestConfiguration.stageArn")).isEqualTo(stage);
    assertThat(on.all("ingestConfiguration.redundantIngestCredentials", "streamKey")).hasSize(2);
    assertThat(off.body()).isEqualTo(created.body());
  }

  @Test
  void update_forUnknownStage_isNotFound() {
    assertThat(
            aws.call(
                    "UpdateIngestConfiguration",
                    Map.of("arn", arn(create(Map.of())), "stageArn", UNKNOWN_STAGE))
                .error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void updateAndDelete_activeConfiguration_requireForceOrConflict() {
    Answer created = create(Map.of());
    participants.broadcast(created.text("ingestConfiguration.streamKey"));

    assertThat(
            aws.call("UpdateIngestConfiguration", Map.of("arn", arn(created), "stageArn", ""))
                .error())
        .isEqualTo("ConflictException");
    assertThat(aws.call("DeleteIngestConfiguration", Map.of("arn", arn(created))).error())
        .isEqualTo("ConflictException");
    assertThat(
            aws.call("DeleteIngestConfiguration", Map.of("arn", arn(created), "force", true))
                .status())
        .isEqualTo(200);

    assertThat(aws.call("GetStage", Map.of("arn", stage)).at("stage.activeSessionId")).isNull();
    assertThat(get(created).error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void disconnectParticipant_encoder_detachesStage() {
    Answer created = create(Map.of());
    EmulatedParticipant who = participants.broadcast(created.text("ingestConfiguration.streamKey"));

    aws.call(
        "DisconnectParticipant", Map.of("stageArn", stage, "participantId", who.participantId()));

    assertThat(get(created).at("ingestConfiguration.stageArn")).isEqualTo("");
    assertThat(state(created)).isEqualTo("INACTIVE");
  }

  @Test
  void deleteStage_withEncoder_detachesConfiguration() {
    Answer created = create(Map.of());
    participants.broadcast(created.text("ingestConfiguration.streamKey"));

    aws.call("DeleteStage", Map.of("arn", stage));

    assertThat(get(created).at("ingestConfiguration.stageArn")).isEqualTo("");
    assertThat(state(created)).isEqualTo("INACTIVE");
  }

  @Test
  void list_twoFilters_isInvalid() {
    Answer idle = create(Map.of("stageArn", ""));
    Answer active = create(Map.of());
    participants.broadcast(active.text("ingestConfiguration.streamKey"));

    assertThat(list(Map.of())).containsExactly(arn(idle), arn(active));
    assertThat(list(Map.of("filterByStageArn", stage))).containsExactly(arn(active));
    assertThat(list(Map.of("filterByState", "INACTIVE"))).containsExactly(arn(idle));
    assertThat(
            aws.call(
                    "ListIngestConfigurations",
                    Map.of("filterByStageArn", stage, "filterByState", "ACTIVE"))
                .error())
        .isEqualTo("ValidationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetIngestConfiguration",
        "UpdateIngestConfiguration",
        "DeleteIngestConfiguration"
      })
  void anyCall_ofAnUnknownOne_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("arn", UNKNOWN_INGEST)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  private Answer create(Map<String, ?> more) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("ingestProtocol", "RTMPS");
    input.put("stageArn", stage);
    input.putAll(more);
    return aws.call("CreateIngestConfiguration", input);
  }

  private List<Object> list(Map<String, ?> filter) {
    return aws.call("ListIngestConfigurations", filter).all("ingestConfigurations", "arn");
  }

  private Answer get(Answer created) {
    return aws.call("GetIngestConfiguration", Map.of("arn", arn(created)));
  }

  private Object state(Answer created) {
    return get(created).at("ingestConfiguration.state");
  }

  private static String arn(Answer created) {
    return created.text("ingestConfiguration.arn");
  }
}
