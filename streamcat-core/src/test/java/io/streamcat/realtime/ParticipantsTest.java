package io.streamcat.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.realtime.ParticipantSummary.ParticipantRecordingState;
import io.streamcat.realtime.ParticipantSummary.ParticipantState;
import io.streamcat.testing.EmulatedAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParticipantsTest {

  private static final String UNKNOWN = "arn:aws:ivs:us-east-1:123456789012:stage/doesNotExist";
  private static final String NO_SESSION = "st-aaaaaaaaaaaaa";

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final RealTimeService stages = streamcat.realTimeService();
  private final String stage = stages.create("todd", StageSettings.defaults()).arn();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private EmulatedParticipant join(String userId) {
    return aws.emulator().participants().join(stage, userId);
  }

  @Test
  void sessions_activeAndEnded_areListed() {
    Instant begin = aws.time().instant();
    EmulatedParticipant first = join("ann");
    aws.time().advance(Duration.ofMinutes(1));
    aws.emulator().participants().leave(first);
    assertThat(stages.activeSession(stage)).isEmpty();
    aws.time().advance(Duration.ofMinutes(1));
    EmulatedParticipant second = join("ann");

    StageSession before =
        new StageSession(first.sessionId(), begin, begin.plus(Duration.ofMinutes(1)));
    StageSession now =
        new StageSession(second.sessionId(), begin.plus(Duration.ofMinutes(2)), null);
    assertThat(stages.sessions(stage)).containsExactlyInAnyOrder(before, now);
    assertThat(stages.activeSession(stage)).contains(now);
    assertThat(stages.session(stage, first.sessionId())).contains(before);
    assertThat(stages.session(stage, NO_SESSION)).isEmpty();
  }

  @Test
  void participants_severalPages_areFetchedOnDemand() {
    String session =
        IntStream.range(0, 150).mapToObj(i -> join("user-" + i)).toList().get(0).sessionId();

    assertThat(stages.participants(stage, session, ParticipantFilter.all()).findFirst())
        .isPresent();
    assertThat(aws.calls("ListParticipants")).isEqualTo(1);
    assertThat(stages.participants(stage, session, ParticipantFilter.all()))
        .extracting(ParticipantSummary::userId)
        .doesNotHaveDuplicates()
        .hasSize(150);
    assertThat(aws.calls("ListParticipants")).isEqualTo(3);
  }

  @Test
  void participants_eachFilter_returnsMatchingOnes() {
    EmulatedParticipant ann = join("ann");
    EmulatedParticipant ben = join("ben");
    EmulatedParticipant carla = join("carla");
    aws.emulator().participants().publish(ben);
    aws.emulator().participants().leave(carla);

    assertThat(filtered(ParticipantFilter.ofUser("ann"))).containsExactly(ann.participantId());
    assertThat(filtered(ParticipantFilter.connected()))
        .containsExactlyInAnyOrder(ann.participantId(), ben.participantId());
    assertThat(filtered(new ParticipantFilter(null, null, ParticipantState.DISCONNECTED, null)))
        .containsExactly(carla.participantId());
    assertThat(filtered(new ParticipantFilter(null, true, null, null)))
        .containsExactly(ben.participantId());
    assertThat(filtered(new ParticipantFilter(null, false, null, null)))
        .containsExactlyInAnyOrder(ann.participantId(), carla.participantId());
    assertThat(filtered(new ParticipantFilter(null, null, null, ParticipantRecordingState.ACTIVE)))
        .isEmpty();
  }

  private List<String> filtered(ParticipantFilter filter) {
    String session = stages.activeSession(stage).orElseThrow().id();
    return stages.participants(stage, session, filter).map(ParticipantSummary::id).toList();
  }

  @Test
  void participant_publishing_isDescribed() {
    EmulatedParticipant ann = join("ann");
    aws.emulator().participants().publish(ann);

    Participant participant =
        stages.participant(stage, ann.sessionId(), ann.participantId()).orElseThrow();

    assertThat(participant.summary())
        .isEqualTo(
            new ParticipantSummary(
                ann.participantId(),
                "ann",
                ParticipantState.CONNECTED,
                aws.time().instant(),
                true,
                ParticipantRecordingState.DISABLED));
    assertThat(participant.protocol()).isEqualTo("UNKNOWN");
    assertThat(participant.browserName()).isEmpty();
    assertThat(stages.participants(stage, ann.sessionId(), ParticipantFilter.all()))
        .containsExactly(participant.summary());
    assertThat(stages.participant(stage, ann.sessionId(), "nobody")).isEmpty();
  }

  @Test
  void disconnect_presentOrGoneParticipant_succeeds() {
    EmulatedParticipant ann = join("ann");

    stages.disconnectParticipant(stage, ann.participantId(), "spam");
    stages.disconnectParticipant(stage, ann.participantId(), "");

    assertThat(
            stages
                .participant(stage, ann.sessionId(), ann.participantId())
                .orElseThrow()
                .summary()
                .state())
        .isEqualTo(ParticipantState.DISCONNECTED);
  }

  @Test
  void disconnect_answerLost_succeeds() {
    EmulatedParticipant ann = join("ann");
    aws.emulator().faults().add(FaultRule.responseLost("DisconnectParticipant"));

    stages.disconnectParticipant(stage, ann.participantId(), "spam");

    assertThat(stages.activeSession(stage)).isEmpty();
  }

  @Test
  void sessions_unknownStage_isEmpty() {
    assertThat(stages.sessions(UNKNOWN)).isEmpty();
    assertThat(stages.participants(UNKNOWN, NO_SESSION, ParticipantFilter.all())).isEmpty();
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> stages.activeSession(UNKNOWN));
  }

  @Test
  void anyCall_valueBeyondLimit_isRejectedBeforeACall() {
    int calls = aws.emulator().requests().size();
    String room = "arn:aws:ivschat:us-east-1:123456789012:room/aaaaaaaaaaaa";
    ParticipantTokenRequest request = ParticipantTokenRequest.builder().build();
    ParticipantFilter all = ParticipantFilter.all();

    assertRejected("stageArn", () -> stages.createParticipantToken(room, request));
    assertRejected("stageArn", () -> stages.disconnectParticipant(room, "p", ""));
    assertRejected("participantId", () -> stages.disconnectParticipant(stage, "", ""));
    assertRejected("participantId", () -> stages.disconnectParticipant(stage, "x".repeat(65), ""));
    assertRejected("reason", () -> stages.disconnectParticipant(stage, "p", "x".repeat(129)));
    assertRejected("stageArn", () -> stages.sessions(room));
    assertRejected("stageArn", () -> stages.activeSession(room));
    assertRejected("stageArn", () -> stages.session(room, NO_SESSION));
    assertRejected("sessionId", () -> stages.session(stage, "st-1"));
    assertRejected("stageArn", () -> stages.participants(room, NO_SESSION, all));
    assertRejected("sessionId", () -> stages.participants(stage, "aaaaaaaaaaaaaaaa", all));
    assertRejected("stageArn", () -> stages.participant(room, NO_SESSION, "p"));
    assertRejected("sessionId", () -> stages.participant(stage, "", "p"));
    assertRejected("participantId", () -> stages.participant(stage, NO_SESSION, "p/q"));
    assertRejected("userId", () -> ParticipantFilter.ofUser("x".repeat(129)));
    assertRejected(
        "filter", () -> new ParticipantFilter("ann", null, ParticipantState.CONNECTED, null));
    assertRejected(
        "recordingState",
        () -> new ParticipantFilter(null, null, null, ParticipantRecordingState.DISABLED));
    assertThat(aws.emulator().requests()).hasSize(calls);
  }

  private static void assertRejected(String field, Runnable call) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }
}
