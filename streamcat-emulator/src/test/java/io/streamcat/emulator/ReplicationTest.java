package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplicationTest extends EmulatorTest {
  private final String source = createStage("source");
  private final String destination = createStage("destination");
  private final Participants participants = emulator.participants();
  private final EmulatedParticipant todd = participants.join(source, "todd");

  @Test
  void start_publisher_appearsOnOtherStage() {
    participants.publish(todd);

    assertThat(start(Map.of("attributes", Map.of("k", "v"))).status()).isEqualTo(200);

    Answer copy = get(copy());
    assertThat(copy.at("participant.userId")).isEqualTo("todd");
    assertThat(copy.at("participant.attributes")).isEqualTo(Map.of("k", "v"));
    assertThat(copy.at("participant.published")).isEqualTo(true);
    assertThat(copy.at("participant.replicationType")).isEqualTo("REPLICA");
    assertThat(copy.at("participant.replicationState")).isEqualTo("ACTIVE");
    assertThat(copy.at("participant.sourceStageArn")).isEqualTo(source);
    assertThat(copy.at("participant.sourceSessionId")).isEqualTo(todd.sessionId());
    assertThat(get(todd).at("participant.replicationType")).isEqualTo("SOURCE");
    assertThat(get(todd).at("participant.replicationState")).isEqualTo("ACTIVE");
    assertThat(replicas().all("replicas", "destinationSessionId"))
        .containsExactly(copy().sessionId());
  }

  @Test
  void stop_replica_leavesOtherStage() {
    participants.publish(todd);
    start(Map.of());
    EmulatedParticipant copy = copy();

    assertThat(stop().status()).isEqualTo(200);

    assertThat(get(copy).at("participant.state")).isEqualTo("DISCONNECTED");
    assertThat(get(copy).at("participant.replicationState")).isEqualTo("STOPPED");
    assertThat(get(todd).at("participant.state")).isEqualTo("CONNECTED");
    assertThat(get(todd).at("participant.replicationState")).isEqualTo("STOPPED");
    assertThat(replicas().all("replicas", "replicationState")).containsExactly("STOPPED");
    assertThat(events(todd))
        .containsExactly("REPLICATION_STOPPED", "REPLICATION_STARTED", "PUBLISH_STARTED", "JOINED");
    assertThat(stop().error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void unpublish_replicated_stopsReplication() {
    participants.publish(todd);
    start(Map.of());
    EmulatedParticipant copy = copy();

    participants.unpublish(todd);

    assertThat(get(copy).at("participant.state")).isEqualTo("DISCONNECTED");
    assertThat(events(copy))
        .containsExactly("LEFT", "PUBLISH_STOPPED", "PUBLISH_STARTED", "JOINED");
    assertThat(aws.call("GetStage", Map.of("arn", destination)).at("stage.activeSessionId"))
        .isNull();
  }

  @Test
  void publish_withinWindow_restoresReplica() {
    participants.publish(todd);
    start(Map.of("reconnectWindowSeconds", 10, "attributes", Map.of("k", "v")));
    EmulatedParticipant copy = copy();

    participants.unpublish(todd);

    assertThat(get(copy).at("participant.state")).isEqualTo("DISCONNECTED");
    assertThat(replicas().all("replicas", "replicationState")).containsExactly("ACTIVE");
    clock.advance(Duration.ofSeconds(9));
    participants.publish(todd);
    assertThat(get(copy()).at("participant.state")).isEqualTo("CONNECTED");
    assertThat(get(copy()).at("participant.attributes")).isEqualTo(Map.of("k", "v"));
    clock.advance(Duration.ofMinutes(1));
    assertThat(replicas().all("replicas", "destinationSessionId"))
        .containsExactly(copy().sessionId());
    assertThat(replicas().all("replicas", "replicationState")).containsExactly("ACTIVE");
    assertThat(events(todd))
        .containsExactly(
            "PUBLISH_STARTED",
            "PUBLISH_STOPPED",
            "REPLICATION_STARTED",
            "PUBLISH_STARTED",
            "JOINED");
  }

  @Test
  void publish_otherSessionWithinWindow_restoresReplica() {
    String token =
        aws.call("CreateParticipantToken", Map.of("stageArn", source))
            .text("participantToken.token");
    participants.leave(todd);
    EmulatedParticipant first = participants.join(token);
    participants.publish(first);
    start(Map.of("participantId", first.participantId(), "reconnectWindowSeconds", 60));
    participants.leave(first);

    EmulatedParticipant second = participants.join(token);
    participants.publish(second);

    assertThat(second.sessionId()).isNotEqualTo(first.sessionId());
    Answer replicas =
        aws.call(
            "ListParticipantReplicas",
            Map.of("sourceStageArn", source, "participantId", first.participantId()));
    assertThat(replicas.all("replicas", "sourceSessionId")).containsExactly(second.sessionId());
    assertThat(replicas.all("replicas", "replicationState")).containsExactly("ACTIVE");
    assertThat(get(second).at("participant.replicationType")).isEqualTo("SOURCE");
  }

  @Test
  void unpublish_windowPassed_stopsReplication() {
    participants.publish(todd);
    start(Map.of("reconnectWindowSeconds", 10));
    EmulatedParticipant copy = copy();
    participants.unpublish(todd);
    clock.advance(Duration.ofSeconds(10));
    participants.publish(todd);

    assertThat(replicas().all("replicas", "replicationState")).containsExactly("STOPPED");
    assertThat(get(copy).at("participant.replicationState")).isEqualTo("STOPPED");
    assertThat(events(todd))
        .containsExactly(
            "PUBLISH_STARTED",
            "REPLICATION_STOPPED",
            "PUBLISH_STOPPED",
            "REPLICATION_STARTED",
            "PUBLISH_STARTED",
            "JOINED");
  }

  @Test
  void expel_replicated_stopsReplicationImmediately() {
    participants.publish(todd);
    start(Map.of("reconnectWindowSeconds", 10));

    aws.call(
        "DisconnectParticipant", Map.of("stageArn", source, "participantId", todd.participantId()));

    assertThat(replicas().all("replicas", "replicationState")).containsExactly("STOPPED");
  }

  @Test
  void publish_withoutRoomOrStage_stopsReplication() {
    participants.publish(todd);
    start(Map.of("reconnectWindowSeconds", 10));
    participants.unpublish(todd);
    Stream.generate(() -> participants.join(destination, "host"))
        .limit(12)
        .forEach(participants::publish);
    participants.publish(todd);

    assertThat(get(todd).at("participant.published")).isEqualTo(true);
    assertThat(replicas().all("replicas", "replicationState")).containsExactly("STOPPED");

    String other = createStage("other");
    start(Map.of("reconnectWindowSeconds", 10, "destinationStageArn", other));
    participants.unpublish(todd);
    aws.call("DeleteStage", Map.of("arn", other));
    participants.publish(todd);

    assertThat(replicas().all("replicas", "replicationState")).containsOnly("STOPPED");
  }

  @Test
  void deleteStage_sourceOrDestination_stopsReplication() {
    participants.publish(todd);
    start(Map.of());

    aws.call("DeleteStage", Map.of("arn", destination));

    assertThat(replicas().all("replicas", "replicationState")).containsExactly("STOPPED");
    assertThat(get(todd).at("participant.replicationState")).isEqualTo("STOPPED");
    assertThat(get(todd).at("participant.state")).isEqualTo("CONNECTED");
  }

  @Test
  void disconnectParticipant_replica_stopsOnlyReplication() {
    participants.publish(todd);
    start(Map.of());
    EmulatedParticipant copy = copy();

    aws.call(
        "DisconnectParticipant",
        Map.of("stageArn", destination, "participantId", todd.participantId()));

    assertThat(events(copy))
        .containsExactly("LEFT", "PUBLISH_STOPPED", "PUBLISH_STARTED", "JOINED");
    assertThat(replicas().all("replicas", "replicationState")).containsExactly("STOPPED");
    assertThat(get(todd).at("participant.state")).isEqualTo("CONNECTED");
  }

  @Test
  void start_afterStop_isActiveAgain() {
    participants.publish(todd);
    start(Map.of());
    stop();

    assertThat(start(Map.of()).status()).isEqualTo(200);

    assertThat(replicas().all("replicas", "replicationState")).containsExactly("ACTIVE");
    assertThat(get(copy()).at("participant.replicationState")).isEqualTo("ACTIVE");
  }

  @Test
  void start_notPublishingOrAlreadyReplicated_conflicts() {
    assertThat(start(Map.of()).error()).isEqualTo("ConflictException");
    participants.publish(todd);
    start(Map.of());

    assertThat(start(Map.of()).error()).isEqualTo("ConflictException");
  }

  @Test
  void start_replica_conflicts() {
    participants.publish(todd);
    start(Map.of());

    assertThat(
            start(Map.of("sourceStageArn", destination, "destinationStageArn", createStage("x")))
                .error())
        .isEqualTo("ConflictException");
  }

  @Test
  void start_sameStage_isInvalid() {
    assertThat(start(Map.of("destinationStageArn", source)).error())
        .isEqualTo("ValidationException");
  }

  @Test
  void start_twelvePublishers_exceedsQuota() {
    participants.publish(todd);
    Stream.generate(() -> participants.join(destination, "host"))
        .limit(12)
        .forEach(participants::publish);

    assertThat(start(Map.of()).error()).isEqualTo("ServiceQuotaExceededException");
    assertThat(replicas().all("replicas", "replicationState")).isEmpty();
  }

  @Test
  void anyCall_missingReference_isNotFound() {
    participants.publish(todd);

    for (String member : List.of("sourceStageArn", "destinationStageArn")) {
      assertThat(start(Map.of(member, UNKNOWN_STAGE)).error())
          .isEqualTo("ResourceNotFoundException");
      assertThat(
              aws.call("StopParticipantReplication", input(Map.of(member, UNKNOWN_STAGE))).error())
          .isEqualTo("ResourceNotFoundException");
    }
    assertThat(start(Map.of("participantId", "unknown")).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void publish_recordedStage_isRecorded() {
    String stage =
        aws.call(
                "CreateStage",
                Map.of(
                    "autoParticipantRecordingConfiguration",
                    Map.of("storageConfigurationArn", createStorage())))
            .text("stage.arn");
    EmulatedParticipant host = participants.join(stage, "host");

    participants.publish(host);

    assertThat(get(host).at("participant.recordingState")).isEqualTo("ACTIVE");
    assertThat(get(host).at("participant.recordingS3BucketName")).isEqualTo("bucket");
    assertThat(get(host).text("participant.recordingS3Prefix"))
        .isEqualTo(
            String.join(
                "/",
                stage.substring(stage.indexOf('/') + 1),
                host.sessionId(),
                host.participantId(),
                String.valueOf(MutableClock.START.getEpochSecond())));
    participants.unpublish(host);
    assertThat(get(host).at("participant.recordingState")).isEqualTo("STOPPED");
  }

  @Test
  void publish_replicaRecordingDisabled_recordsOnlyOwnPublishers() {
    aws.call(
        "UpdateStage",
        Map.of(
            "arn",
            destination,
            "autoParticipantRecordingConfiguration",
            Map.of(
                "storageConfigurationArn", createStorage(), "recordParticipantReplicas", false)));
    participants.publish(todd);

    start(Map.of());

    assertThat(get(copy()).at("participant.recordingState")).isEqualTo("DISABLED");
  }

  private Map<String, Object> input(Map<String, ?> more) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("sourceStageArn", source);
    input.put("destinationStageArn", destination);
    input.put("participantId", todd.participantId());
    input.putAll(more);
    return input;
  }

  private Answer start(Map<String, ?> more) {
    return aws.call("StartParticipantReplication", input(more));
  }

  private Answer stop() {
    return aws.call("StopParticipantReplication", input(Map.of()));
  }

  private Answer replicas() {
    return aws.call(
        "ListParticipantReplicas",
        Map.of("sourceStageArn", source, "participantId", todd.participantId()));
  }

  private EmulatedParticipant copy() {
    String session = aws.call("GetStage", Map.of("arn", destination)).text("stage.activeSessionId");
    return new EmulatedParticipant(destination, session, todd.participantId());
  }

  private Answer get(EmulatedParticipant participant) {
    return aws.call("GetParticipant", identity(participant));
  }

  private List<Object> events(EmulatedParticipant participant) {
    return aws.call("ListParticipantEvents", identity(participant)).all("events", "name");
  }

  static Map<String, ?> identity(EmulatedParticipant participant) {
    return Map.of(
        "stageArn", participant.stageArn(),
        "sessionId", participant.sessionId(),
        "participantId", participant.participantId());
  }
}
