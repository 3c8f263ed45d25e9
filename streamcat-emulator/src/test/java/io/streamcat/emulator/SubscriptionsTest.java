package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriptionsTest extends EmulatorTest {
  private final String stage = createStage("s");
  private final Participants participants = emulator.participants();
  private final EmulatedParticipant todd = participants.join(stage, "todd");
  private final EmulatedParticipant rita = participants.join(stage, "rita");

  @Test
  void subscribe_publisher_isSubscribedUntilUnsubscribe() {
    participants.publish(todd);

    participants.subscribe(rita, todd);
    participants.subscribe(rita, todd);
    participants.unsubscribe(rita, todd);
    participants.unsubscribe(rita, todd);

    assertThat(events(rita)).containsExactly("SUBSCRIBE_STOPPED", "SUBSCRIBE_STARTED", "JOINED");
    assertThat(all(rita, "remoteParticipantId"))
        .containsExactly(todd.participantId(), todd.participantId(), null);
    assertThat(events(todd)).containsExactly("PUBLISH_STARTED", "JOINED");
  }

  @Test
  void leaveOrUnpublish_subscription_ends() {
    participants.publish(todd);
    participants.subscribe(rita, todd);
    participants.unpublish(todd);
    participants.publish(todd);
    participants.subscribe(rita, todd);
    participants.leave(rita);

    assertThat(events(rita))
        .containsExactly(
            "LEFT",
            "SUBSCRIBE_STOPPED",
            "SUBSCRIBE_STARTED",
            "SUBSCRIBE_STOPPED",
            "SUBSCRIBE_STARTED",
            "JOINED");
  }

  @Test
  void subscribe_replica_marksEventsAsReplica() {
    participants.publish(todd);
    String other = createStage("other");
    EmulatedParticipant viewer = participants.join(other, "viewer");
    aws.call(
        "StartParticipantReplication",
        Map.of(
            "sourceStageArn", stage,
            "destinationStageArn", other,
            "participantId", todd.participantId()));

    participants.subscribe(
        viewer, new EmulatedParticipant(other, viewer.sessionId(), todd.participantId()));

    assertThat(all(viewer, "replica")).containsExactly(true, false);
  }

  @Test
  void subscribe_notPublishing_recordsErrorEvent() {
    assertThatIllegalStateException()
        .isThrownBy(() -> participants.subscribe(rita, todd))
        .withMessageContaining("PUBLISHER_NOT_FOUND");

    assertThat(events(rita)).containsExactly("SUBSCRIBE_ERROR", "JOINED");
    assertThat(all(rita, "errorCode")).containsExactly("PUBLISHER_NOT_FOUND", null);
  }

  @Test
  void subscribe_withoutCapability_recordsErrorEvent() {
    participants.publish(todd);
    EmulatedParticipant publisher =
        participants.join(
            aws.call(
                    "CreateParticipantToken",
                    Map.of("stageArn", stage, "capabilities", List.of("PUBLISH")))
                .text("participantToken.token"));

    assertThatIllegalStateException()
        .isThrownBy(() -> participants.subscribe(publisher, todd))
        .withMessageContaining("INSUFFICIENT_CAPABILITIES");
    assertThat(events(publisher)).containsExactly("SUBSCRIBE_ERROR", "JOINED");
  }

  @Test
  void subscribe_missingParticipant_throwsIllegalArgument() {
    participants.publish(todd);
    participants.leave(todd);

    assertThatIllegalArgumentException().isThrownBy(() -> participants.subscribe(rita, todd));
  }

  private List<Object> events(EmulatedParticipant participant) {
    return all(participant, "name");
  }

  private List<Object> all(EmulatedParticipant participant, String member) {
    Answer answer = aws.call("ListParticipantEvents", ReplicationTest.identity(participant));
    return answer.all("events", member);
  }
}
