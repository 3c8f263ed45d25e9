package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the events of participants and compositions against the documentation of AWS. */
class StageEventsTest extends EventsTest {
  private static final String STAGE_UPDATE = "IVS Stage Update";
  private static final String COMPOSITION = "IVS Composition State Change";

  @Test
  void participant_publishesAndStops_emitsEvents() {
    String stage = createStage("s");
    EmulatedParticipant todd = emulator.participants().join(stage, "todd");
    emulator.participants().publish(todd);
    clock.advance(Duration.ofSeconds(1));
    emulator.participants().leave(todd);

    Map<String, Object> published = stageUpdate("Participant Published", todd);
    published.put("event_time", "2030-01-02T03:04:05.678Z");
    Map<String, Object> unpublished = stageUpdate("Participant Unpublished", todd);
    unpublished.put("event_time", "2030-01-02T03:04:06.678Z");
    assertThat(details(STAGE_UPDATE, stage)).containsExactly(published, unpublished);
    assertThat(emitted()).hasSize(2);
  }

  @Test
  void publish_impossible_emitsErrorWithCode() {
    String stage = createStage("s");
    String token =
        aws.call(
                "CreateParticipantToken",
                Map.of("stageArn", stage, "userId", "todd", "capabilities", List.of("SUBSCRIBE")))
            .text("participantToken.token");
    EmulatedParticipant todd = emulator.participants().join(token);

    assertThatIllegalStateException().isThrownBy(() -> emulator.participants().publish(todd));

    Map<String, Object> error = stageUpdate("Participant Publish Error", todd);
    error.put("event_time", MutableClock.START.toString());
    error.put("error_code", "INSUFFICIENT_CAPABILITIES");
    assertThat(details(STAGE_UPDATE, stage)).containsExactly(error);
  }

  @Test
  void replication_startAndEnd_emitsStages() {
    String stage = createStage("s");
    String destination = createStage("d");
    EmulatedParticipant todd = emulator.participants().join(stage, "todd");
    emulator.participants().publish(todd);
    Map<String, ?> replication =
        Map.of(
            "sourceStageArn", stage,
            "destinationStageArn", destination,
            "participantId", todd.participantId());
    aws.call("StartParticipantReplication", replication);
    Object session = aws.call("GetStage", Map.of("arn", destination)).at("stage.activeSessionId");
    aws.call("StopParticipantReplication", replication);

    assertThat(emitted())
        .extracting(e -> name(e))
        .containsExactly(
            "Participant Published",
            "Participant Published",
            "Participant Replication Start",
            "Participant Unpublished",
            "Participant Replication End");
    Map<String, Object> start = stageUpdate("Participant Replication Start", todd);
    start.put("event_time", MutableClock.START.toString());
    start.put("destination_stage_arn", destination);
    start.put("destination_session_id", session);
    assertThat(details(STAGE_UPDATE)).contains(start);
    assertThat(emitted().get(2).get("resources")).isEqualTo(List.of(stage));
  }

  @Test
  void exchangeToken_valid_emitsOldAndNewToken() {
    String stage = createStage("s");
    TestKeys keys = TestKeys.p384();
    String key = importPublicKey(keys);
    Map<String, Object> claims = participantClaims(stage, "abcdefABCDEF", "todd");
    EmulatedParticipant todd = emulator.participants().join(keys.sign(key, claims));
    claims.put("user_id", "rita");
    claims.put("attributes", Map.of("k", "v"));
    claims.put("capabilities", Map.of("allow_subscribe", true));
    String token = keys.sign(key, claims);
    emulator.participants().exchangeToken(todd, token);

    Map<String, Object> exchanged = stageUpdate("Token Exchanged", todd);
    exchanged.put("user_id", "rita");
    exchanged.put("event_time", MutableClock.START.toString());
    exchanged.put(
        "previous_token",
        Map.of(
            "user_id",
            "todd",
            "attributes",
            Map.of(),
            "capabilities",
            List.of("PUBLISH", "SUBSCRIBE"),
            "expiration_time",
            "2030-01-02T03:05:05Z"));
    exchanged.put(
        "new_token",
        Map.of(
            "user_id",
            "rita",
            "attributes",
            Map.of("k", "v"),
            "capabilities",
            List.of("SUBSCRIBE"),
            "expiration_time",
            "2030-01-02T03:05:05Z"));
    assertThat(details(STAGE_UPDATE, stage)).containsExactly(exchanged);
  }

  @Test
  void composition_startsAndEnds_emitsDestinationEvents() {
    String stage = createStage("s");
    String composition = compose(stage);
    String destination = destinationId(composition);
    aws.call("StopComposition", Map.of("arn", composition));

    assertThat(details(COMPOSITION, composition))
        .containsExactly(
            composition("Session Start", stage, Map.of()),
            composition("Destination Start", stage, Map.of("id", destination)),
            composition("Destination End", stage, Map.of("id", destination)),
            composition("Session End", stage, Map.of()));
    assertThat(emitted())
        .extracting(e -> name(e))
        .containsExactly(
            "Session Start",
            "Destination Start",
            "Session Created",
            "Stream Start",
            "Destination End",
            "Session End",
            "Stream End",
            "Session Ended");
  }

  @Test
  void composition_failure_emitsEvents() {
    String stage = createStage("s");
    String composition = compose(stage);
    String id = destinationId(composition);

    emulator.report(Incident.of("Destination Reconnecting", composition));
    assertThat(state(composition, "destinations")).contains("RECONNECTING");
    emulator.report(Incident.of("Destination Failure", composition).reason("no key"));
    assertThat(state(composition, "destinations")).contains("FAILED");
    emulator.report(Incident.of("Session Failure", composition).reason("gone"));

    assertThat(state(composition, "state")).isEqualTo("FAILED");
    assertThat(details(COMPOSITION))
        .endsWith(
            composition("Destination Reconnecting", stage, Map.of("id", id)),
            composition("Destination Failure", stage, Map.of("id", id, "reason", "no key")),
            composition("Session Failure", stage, Map.of("reason", "gone")));
    assertThat(name(emitted().get(emitted().size() - 1))).isEqualTo("Session Ended");
  }

  private String compose(String stage) {
    Map<String, Object> destination =
        Map.of(
            "channel", Map.of("channelArn", channel, "encoderConfigurationArn", createEncoder()));
    return aws.call(
            "StartComposition", Map.of("stageArn", stage, "destinations", List.of(destination)))
        .text("composition.arn");
  }

  private String destinationId(String composition) {
    return (String)
        aws.call("GetComposition", Map.of("arn", composition))
            .all("composition.destinations", "id")
            .get(0);
  }

  private String state(String composition, String member) {
    return aws.call("GetComposition", Map.of("arn", composition))
        .at("composition." + member)
        .toString();
  }

  private static Map<String, Object> composition(
      String name, String stage, Map<String, Object> more) {
    Map<String, Object> detail = new LinkedHashMap<>(more);
    detail.put("event_name", name);
    detail.put("stage_arn", stage);
    return detail;
  }

  private static Map<String, Object> stageUpdate(String name, EmulatedParticipant participant) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("session_id", participant.sessionId());
    detail.put("event_name", name);
    detail.put("user_id", "todd");
    detail.put("participant_id", participant.participantId());
    return detail;
  }
}
