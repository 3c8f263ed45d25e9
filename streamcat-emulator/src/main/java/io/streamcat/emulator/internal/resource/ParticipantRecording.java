package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recording of participants of stages that have a storage configuration for it. */
final class ParticipantRecording {
  static final String BUCKET = "recordingS3BucketName";
  static final String PREFIX = "recordingS3Prefix";

  /** When the recording started, which the API does not tell. */
  static final String START = "recordingStart";

  private static final String STATE = "recordingState";

  private final Account account;

  ParticipantRecording(Account account) {
    this.account = account;
  }

  /** Describes a recording that starts as a participant publishes, empty when there is none. */
  Map<String, Object> start(Resource stage, Resource participant, Instant now) {
    Map<String, Object> changes = new LinkedHashMap<>();
    if (stage.attributes().get(Stages.RECORDING) instanceof Map<?, ?> recording
        && !List.of("NONE").equals(recording.get("mediaTypes"))
        && !(participant.attribute("replicationType").equals("REPLICA")
            && Boolean.FALSE.equals(recording.get("recordParticipantReplicas")))) {
      Resource storage =
          account.require(ResourceType.STORAGE_CONFIGURATION, (String) Stages.storage(stage));
      changes.put(STATE, "ACTIVE");
      changes.put(START, Account.timestamp(now));
      changes.put(BUCKET, ((Map<?, ?>) storage.attribute("s3")).get("bucketName"));
      changes.put(
          PREFIX,
          String.join(
              "/",
              Account.idOf(stage.key()),
              Account.idOf(participant.parentKey()),
              Account.idOf(participant.key()),
              String.valueOf(now.getEpochSecond())));
    }
    return changes;
  }

  /** Describes the end of a recording, empty when there is none. */
  Map<String, Object> stop(Resource participant) {
    return isActive(participant) ? Map.of(STATE, "STOPPED") : Map.of();
  }

  /** Tells whether a participant is recorded. */
  static boolean isActive(Resource participant) {
    return participant.attribute(STATE).equals("ACTIVE");
  }
}
