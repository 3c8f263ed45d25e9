package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageSessionsTest extends EmulatorTest {
  private final String stage = createStage("s");
  private final Participants participants = emulator.participants();

  @Test
  void join_firstParticipant_beginsSession() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    assertThat(participant.sessionId()).matches("st-[a-zA-Z0-9]{13}");
    assertThat(activeSession()).isEqualTo(participant.sessionId());
    assertThat(aws.call("ListStages").all("stages", "activeSessionId"))
        .containsExactly(participant.sessionId());
    Answer session = get(stage, participant.sessionId());
    assertThat(session.at("stageSession.startTime")).isEqualTo(MutableClock.START.toString());
    assertThat(session.at("stageSession.endTime")).isNull();
  }

  @Test
  void leave_lastParticipant_endsSession() {
    EmulatedParticipant first = participants.join(stage, "first");
    EmulatedParticipant second = participants.join(stage, "second");
    participants.leave(first);
    assertThat(activeSession()).isEqualTo(first.sessionId());
    clock.advance(Duration.ofSeconds(1));

    participants.leave(second);

    assertThat(activeSession()).isNull();
    assertThat(get(stage, first.sessionId()).at("stageSession.endTime"))
        .isEqualTo(MutableClock.START.plusSeconds(1).toString());
  }

  @Test
  void join_afterEnd_beginsAnotherSession() {
    EmulatedParticipant before = participants.join(stage, "todd");
    participants.leave(before);
    EmulatedParticipant after = participants.join(stage, "todd");

    assertThat(
            aws.call("ListStageSessions", Map.of("stageArn", stage))
                .all("stageSessions", "sessionId"))
        .containsExactly(after.sessionId(), before.sessionId());
  }

  @Test
  void updateStage_activeSession_keepsIt() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    assertThat(
            aws.call("UpdateStage", Map.of("arn", stage, "name", "n")).at("stage.activeSessionId"))
        .isEqualTo(participant.sessionId());
  }

  @Test
  void listStageSessions_anotherStage_isEmpty() {
    participants.join(stage, "todd");

    assertThat(
            aws.call("ListStageSessions", Map.of("stageArn", createStage("other")))
                .all("stageSessions", "sessionId"))
        .isEmpty();
  }

  @Test
  void getStageSession_unknownStageOrSession_isNotFound() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    assertThat(get(UNKNOWN_STAGE, participant.sessionId()).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(get(stage, "st-unknownUNKNOW").error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void deleteStage_activeSession_endsIt() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    aws.call("DeleteStage", Map.of("arn", stage));

    assertThat(
            aws.call(
                    "ListParticipants",
                    Map.of("stageArn", stage, "sessionId", participant.sessionId()))
                .all("participants", "userId"))
        .isEmpty();
    assertThat(
            aws.call("ListStageSessions", Map.of("stageArn", stage))
                .all("stageSessions", "sessionId"))
        .isEmpty();
  }

  @Test
  void reset_activeSession_removesSessionsAndParticipants() {
    EmulatedParticipant participant = participants.join(stage, "todd");

    emulator.reset();

    assertThat(
            aws.call(
                    "ListParticipantEvents",
                    Map.of(
                        "stageArn", stage,
                        "sessionId", participant.sessionId(),
                        "participantId", participant.participantId()))
                .all("events", "name"))
        .isEmpty();
  }

  private Object activeSession() {
    return aws.call("GetStage", Map.of("arn", stage)).at("stage.activeSessionId");
  }

  private Answer get(String stageArn, String sessionId) {
    return aws.call("GetStageSession", Map.of("stageArn", stageArn, "sessionId", sessionId));
  }
}
