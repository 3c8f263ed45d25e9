package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of details in the examples of the AWS CLI's documentation. */
class CliExamplesTest extends EmulatorTest {
  private static final String TODD = "todd";

  @Test
  void createIngestConfiguration_protocolInLowerCase_isAccepted() {
    Answer secure =
        aws.call("CreateIngestConfiguration", Map.of("ingestProtocol", "rtmps", "name", "a"));
    Answer insecure =
        aws.call(
            "CreateIngestConfiguration", Map.of("ingestProtocol", "rtmp", "insecureIngest", true));

    assertThat(secure.at("ingestConfiguration.ingestProtocol")).isEqualTo("RTMPS");
    assertThat(insecure.at("ingestConfiguration.ingestProtocol")).isEqualTo("RTMP");
    assertThat(aws.call("CreateIngestConfiguration", Map.of("ingestProtocol", "srt")).status())
        .isEqualTo(400);
  }

  @Test
  void startComposition_defaultGrid_hasEmptyFillMode() {
    Map<String, Object> s3 =
        Map.of(
            "encoderConfigurationArns",
            List.of(createEncoder()),
            "storageConfigurationArn",
            createStorage());

    Answer started =
        aws.call(
            "StartComposition",
            Map.of("stageArn", createStage("s"), "destinations", List.of(Map.of("s3", s3))));

    assertThat(started.at("composition.layout.grid.videoFillMode")).isEqualTo("");
  }

  @Test
  void replicationSource_stageAndSession_areEmpty() {
    String stage = createStage("source");
    EmulatedParticipant todd = emulator.participants().join(stage, TODD);
    emulator.participants().publish(todd);
    aws.call(
        "StartParticipantReplication",
        Map.of(
            "sourceStageArn", stage,
            "destinationStageArn", createStage("destination"),
            "participantId", todd.participantId()));

    Answer got = get(todd);
    Answer listed =
        aws.call("ListParticipants", Map.of("stageArn", stage, "sessionId", todd.sessionId()));

    assertThat(got.at("participant.replicationType")).isEqualTo("SOURCE");
    assertThat(got.at("participant.sourceStageArn")).isEqualTo("");
    assertThat(got.at("participant.sourceSessionId")).isEqualTo("");
    assertThat(listed.all("participants", "sourceStageArn")).containsExactly("");
    assertThat(listed.all("participants", "sourceSessionId")).containsExactly("");
  }

  @Test
  void join_withClient_isShownByGetParticipant() {
    String stage = createStage("s");
    String token =
        aws.call("CreateParticipantToken", Map.of("stageArn", stage))
            .text("participantToken.token");
    Map<String, String> client =
        Map.of(
            "browserName", "Google Chrome",
            "browserVersion", "116",
            "ispName", "Comcast",
            "osName", "Microsoft Windows 10 Pro",
            "osVersion", "10.0.19044",
            "protocol", "WHIP",
            "sdkVersion", "");

    Answer withToken = get(emulator.participants().join(token, client));
    Answer withoutToken = get(emulator.participants().join(stage, TODD, client));

    client.forEach(
        (member, value) -> {
          assertThat(withToken.at("participant." + member)).as(member).isEqualTo(value);
          assertThat(withoutToken.at("participant." + member)).as(member).isEqualTo(value);
        });
  }

  private Answer get(EmulatedParticipant participant) {
    return aws.call(
        "GetParticipant",
        Map.of(
            "stageArn", participant.stageArn(),
            "sessionId", participant.sessionId(),
            "participantId", participant.participantId()));
  }
}
