package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.stream.RecordingFailures;
import io.streamcat.emulator.internal.stream.Recordings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The recording of participants on stages with a storage configuration. If a participant publishes
 * again within the reconnect window, the recording is resumed, also in another session of the
 * stage.
 */
public final class ParticipantRecording {
  private static final String BUCKET = "recordingS3BucketName";
  private static final String PREFIX = "recordingS3Prefix";
  private static final String STATE = "recordingState";
  private static final String FAILED = "FAILED";

  /** The participant that is recorded, or was last. */
  private static final String PARTICIPANT = "participant";

  private final Account account;
  private final StageEvents events;
  private final Recordings recordings;
  private final RecordingFailures failures;

  ParticipantRecording(Account account, StageEvents events) {
    this.account = account;
    this.events = events;
    this.recordings = new Recordings(account, ResourceType.PARTICIPANT_RECORDING, this::ended);
    this.failures = new RecordingFailures(account);
  }

  /** Starts or resumes the recording of a publishing participant, if the stage is recorded. */
  void start(Resource stage, Resource participant, Instant now) {
    Map<?, ?> configuration = (Map<?, ?>) stage.attribute(Stages.RECORDING);
    if (!isToBeRecorded(participant, configuration)) {
      return;
    }
    Optional<String> failure = failures.take(stage, now);
    Resource storage =
        account.require(ResourceType.STORAGE_CONFIGURATION, (String) Stages.storage(stage));
    Object bucket = Objects.requireNonNull(((Map<?, ?>) storage.attribute("s3")).get("bucketName"));
    String key = key(participant);
    if (failure.isPresent()) {
      recordings.end(key, now);
      Map<String, Object> changes = Map.of(STATE, FAILED, BUCKET, bucket, PREFIX, "");
      Resource failed = account.change(participant, changes, now);
      emit(failed, "Recording Start Failure", Map.of("error_code", failure.get()), now);
      return;
    }
    int window = seconds(configuration.get("recordingReconnectWindowSeconds"));
    Map<String, String> whose = Map.of(PARTICIPANT, participant.key());
    Resource recording =
        recordings
            .resume(key, storage, whose, now)
            .orElseGet(
                () -> {
                  Map<String, Object> attributes = new LinkedHashMap<>(whose);
                  attributes.put(BUCKET, bucket);
                  attributes.put(PREFIX, prefix(participant, now));
                  return recordings.begin(key, stage, storage, window, attributes, now);
                });
    Map<String, Object> changes =
        Map.of(
            STATE, "ACTIVE",
            BUCKET, recording.attribute(BUCKET),
            PREFIX, recording.attribute(PREFIX));
    emit(account.change(participant, changes, now), "Recording Start", Map.of(), now);
  }

  private static boolean isToBeRecorded(Resource participant, Map<?, ?> configuration) {
    return !"".equals(configuration.get("storageConfigurationArn"))
        && !List.of("NONE").equals(configuration.get("mediaTypes"))
        && (!ParticipantLifecycle.isReplica(participant)
            || Boolean.TRUE.equals(configuration.get("recordParticipantReplicas")));
  }

  private static int seconds(@Nullable Object number) {
    return ((Number) Objects.requireNonNull(number)).intValue();
  }

  private static String prefix(Resource participant, Instant now) {
    return String.join(
        "/",
        Account.idOf(ParticipantLifecycle.stageArn(participant)),
        Account.idOf(participant.parentKey()),
        Account.idOf(participant.key()),
        String.valueOf(now.getEpochSecond()));
  }

  /** Returns the key of a recording: one for each participant of a stage, across sessions. */
  private static String key(Resource participant) {
    return ParticipantLifecycle.stageArn(participant)
        + "/recording/"
        + Account.idOf(participant.key());
  }

  /** Ends or pauses the recording of a participant that has stopped publishing. */
  void stop(Resource participant, Instant now) {
    recordings
        .active(key(participant))
        .ifPresent(
            recording -> {
              account.change(participant, Map.of(STATE, "STOPPED"), now);
              recordings.pause(recording, now);
            });
  }

  /** Returns whether a participant of a stage is being recorded. */
  boolean isActive(Resource stage) {
    return of(stage).anyMatch(recording -> recordings.active(recording.key()).isPresent());
  }

  /** Ends the paused recordings of a stage. */
  void endAll(Resource stage, Instant now) {
    of(stage).forEach(recording -> recordings.end(recording.key(), now));
  }

  /** Ends the paused recordings whose window has passed. */
  public void settle(Instant now) {
    recordings.settle(now);
  }

  private void ended(Resource recording, Instant now) {
    Map<String, Long> duration = Map.of("recording_duration_ms", Recordings.millis(recording));
    recorded(recording).ifPresent(whose -> emit(whose, "Recording End", duration, now));
  }

  /** Plans a failure to start for the next recording on a stage. */
  public void failNext(Resource stage, String code, Instant now) {
    if (Stages.storage(stage).equals("")) {
      throw notRecorded();
    }
    failures.plan(stage, code, now);
  }

  /** Fails all current recordings of a stage. */
  public void failAll(Resource stage, String code, Instant now) {
    List<Resource> failing =
        of(stage).flatMap(each -> recordings.active(each.key()).stream()).toList();
    if (failing.isEmpty()) {
      throw notRecorded();
    }
    for (Resource recording : failing) {
      recordings.drop(recording, now);
      recorded(recording)
          .map(whose -> account.change(whose, Map.of(STATE, FAILED), now))
          .ifPresent(
              failed -> emit(failed, "Recording End Failure", Map.of("error_code", code), now));
    }
  }

  private static ApiException notRecorded() {
    return new ApiException("ConflictException", "The stage is not recorded");
  }

  private Stream<Resource> of(Resource stage) {
    return account.store().childrenOf(stage.key()).stream()
        .filter(child -> child.type() == ResourceType.PARTICIPANT_RECORDING);
  }

  /** Returns the participant of a recording, unless it is forgotten. */
  private Optional<Resource> recorded(Resource recording) {
    return account
        .store()
        .find(ResourceType.PARTICIPANT, (String) recording.attribute(PARTICIPANT));
  }

  private void emit(Resource participant, String name, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("recording_s3_bucket_name", participant.attribute(BUCKET));
    detail.put("recording_s3_key_prefix", participant.attribute(PREFIX));
    detail.putAll(more);
    events.recording(participant, name, detail, now);
  }
}
