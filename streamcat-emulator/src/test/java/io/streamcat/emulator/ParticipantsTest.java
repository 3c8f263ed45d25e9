package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParticipantsTest extends EmulatorTest {
  private final String stage = createStage("s");
  private final Participants participants = emulator.participants();

  @Test
  void join_issuedToken_createsItsParticipant() {
    Answer token =
        aws.call(
            "CreateParticipantToken",
            Map.of("stageArn", stage, "userId", "todd", "attributes", Map.of("k", "v")));

    EmulatedParticipant todd = participants.join(token.text("participantToken.token"));

    Answer answer = get(todd);
    assertThat(answer.at("participant.participantId"))
        .isEqualTo(token.at("participantToken.participantId"));
    assertThat(answer.at("participant.userId")).isEqualTo("todd");
    assertThat(answer.at("participant.attributes")).isEqualTo(Map.of("k", "v"));
    assertThat(answer.at("participant.state")).isEqualTo("CONNECTED");
    assertThat(answer.at("participant.published")).isEqualTo(false);
    assertThat(answer.at("participant.firstJoinTime")).isEqualTo(MutableClock.START.toString());
  }

  @Test
  void join_withoutToken_createsNewParticipantEachTime() {
    EmulatedParticipant first = participants.join(stage, "todd");
    EmulatedParticipant second = participants.join(stage, "todd");

    assertThat(first.participantId()).isNotEqualTo(second.participantId());
    assertThat(first.sessionId()).isEqualTo(second.sessionId());
    assertThat(get(first).at("participant.userId")).isEqualTo("todd");
  }

  @Test
  void join_unknownStage_throwsIllegalArgument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> participants.join(UNKNOWN_STAGE, "todd"))
        .withMessageContaining(UNKNOWN_STAGE);
  }

  @Test
  void join_again_reconnectsSameParticipant() {
    String token =
        aws.call("CreateParticipantToken", Map.of("stageArn", stage))
            .text("participantToken.token");
    participants.join(stage, "keeps the session active");
    EmulatedParticipant participant = participants.join(token);
    participants.join(token);
    participants.leave(participant);
    clock.advance(Duration.ofSeconds(1));

    assertThat(participants.join(token)).isEqualTo(participant);

    assertThat(get(participant).at("participant.state")).isEqualTo("CONNECTED");
    assertThat(get(participant).at("participant.firstJoinTime"))
        .isEqualTo(MutableClock.START.toString());
    assertThat(events(participant)).containsExactly("JOINED", "LEFT", "JOINED");
  }

  @Test
  void publish_thenStop_keepsPublishedFlag() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    participants.publish(participant);
    participants.publish(participant);
    participants.unpublish(participant);
    participants.unpublish(participant);

    assertThat(get(participant).at("participant.published")).isEqualTo(true);
    assertThat(events(participant)).containsExactly("PUBLISH_STOPPED", "PUBLISH_STARTED", "JOINED");
  }

  @Test
  void publish_withoutCapability_recordsErrorEvent() {
    EmulatedParticipant viewer =
        participants.join(
            aws.call(
                    "CreateParticipantToken",
                    Map.of("stageArn", stage, "capabilities", List.of("SUBSCRIBE")))
                .text("participantToken.token"));

    assertThatThrownBy(() -> participants.publish(viewer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("INSUFFICIENT_CAPABILITIES");

    assertThat(listEvents(viewer).all("events", "name")).containsExactly("PUBLISH_ERROR", "JOINED");
    assertThat(listEvents(viewer).all("events", "errorCode"))
        .containsExactly("INSUFFICIENT_CAPABILITIES", null);
    assertThat(get(viewer).at("participant.published")).isEqualTo(false);
  }

  @Test
  void publish_thirteenthPublisher_exceedsQuota() {
    Stream.generate(() -> participants.join(stage, "host"))
        .limit(12)
        .forEach(participants::publish);
    EmulatedParticipant late = participants.join(stage, "late");

    assertThatThrownBy(() -> participants.publish(late))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("QUOTA_EXCEEDED");
  }

  @Test
  void leave_publisher_stopsPublishing() {
    EmulatedParticipant participant = participants.join(stage, "todd");
    participants.publish(participant);

    participants.leave(participant);

    assertThat(events(participant))
        .containsExactly("LEFT", "PUBLISH_STOPPED", "PUBLISH_STARTED", "JOINED");
    assertThat(get(participant).at("participant.state")).isEqualTo("DISCONNECTED");
  }

  @Test
  void anyCall_participantThatLeft_isRejected() {
    EmulatedParticipant participant = participants.join(stage, "todd");
    participants.leave(participant);

    assertThatIllegalArgumentException().isThrownBy(() -> participants.publish(participant));
    assertThatIllegalArgumentException().isThrownBy(() -> participants.unpublish(participant));
    assertThatIllegalArgumentException().isThrownBy(() -> participants.leave(participant));
  }

  @ParameterizedTest
  @CsvSource({
    "filterByUserId,todd,todd",
    "filterByPublished,true,host",
    "filterByState,DISCONNECTED,gone",
    "filterByRecordingState,ACTIVE,''"
  })
  void listParticipants_withFilter_returnsOnlyMatches(String filter, String value, String userIds) {
    EmulatedParticipant todd = participants.join(stage, "todd");
    participants.publish(participants.join(stage, "host"));
    participants.leave(participants.join(stage, "gone"));

    Answer answer = list(todd, Map.of(filter, value.equals("true") ? true : value));

    assertThat(answer.all("participants", "userId"))
        .isEqualTo(userIds.isEmpty() ? List.of() : List.of(userIds));
  }

  @Test
  void listParticipants_withoutFilter_returnsOrderOfJoining() {
    EmulatedParticipant first = participants.join(stage, "first");
    participants.join(stage, "second");

    assertThat(list(first, Map.of()).all("participants", "userId"))
        .containsExactly("first", "second");
  }

  @Test
  void listParticipants_withTwoFilters_isInvalid() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    assertThat(
            list(participant, Map.of("filterByUserId", "todd", "filterByPublished", true)).error())
        .isEqualTo("ValidationException");
  }

  @Test
  void listParticipants_anotherSession_isEmpty() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    assertThat(
            list(
                    new EmulatedParticipant(stage, "st-unknownUNKNOW", participant.participantId()),
                    Map.of())
                .all("participants", "userId"))
        .isEmpty();
  }

  @Test
  void disconnectParticipant_connected_leaves() {
    EmulatedParticipant participant = participants.join(stage, "todd");
    participants.publish(participant);

    assertThat(disconnect(stage, participant.participantId()).status()).isEqualTo(200);

    assertThat(events(participant)).startsWith("LEFT", "PUBLISH_STOPPED");
    assertThat(disconnect(stage, participant.participantId()).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknownUNKNO", "", "a_b"})
  void disconnectParticipant_unknown_isNotFound(String id) {
    participants.join(stage, "todd");

    assertThat(disconnect(stage, id).error()).isEqualTo("ResourceNotFoundException");
    assertThat(disconnect(UNKNOWN_STAGE, id).error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void getParticipant_unknownReference_isNotFound() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    for (EmulatedParticipant unknown :
        List.of(
            new EmulatedParticipant(
                UNKNOWN_STAGE, participant.sessionId(), participant.participantId()),
            new EmulatedParticipant(stage, "st-unknownUNKNOW", participant.participantId()),
            new EmulatedParticipant(stage, participant.sessionId(), "unknownUNKNO"))) {
      assertThat(get(unknown).error()).isEqualTo("ResourceNotFoundException");
    }
  }

  private Answer get(EmulatedParticipant participant) {
    return aws.call("GetParticipant", input(participant));
  }

  private Answer listEvents(EmulatedParticipant participant) {
    return aws.call("ListParticipantEvents", input(participant));
  }

  private List<Object> events(EmulatedParticipant participant) {
    return listEvents(participant).all("events", "name");
  }

  private Answer list(EmulatedParticipant participant, Map<String, ?> filter) {
    Map<String, Object> input = new LinkedHashMap<>(filter);
    input.put("stageArn", participant.stageArn());
    input.put("sessionId", participant.sessionId());
    return aws.call("ListParticipants", input);
  }

  private Answer disconnect(String stageArn, String participantId) {
    return aws.call(
        "DisconnectParticipant",
        Map.of("stageArn", stageArn, "participantId", participantId, "reason", "spam"));
  }

  private static Map<String, Object> input(EmulatedParticipant participant) {
    return Map.of(
        "stageArn",
        participant.stageArn(),
        "sessionId",
        participant.sessionId(),
        "participantId",
        participant.participantId());
  }
}
