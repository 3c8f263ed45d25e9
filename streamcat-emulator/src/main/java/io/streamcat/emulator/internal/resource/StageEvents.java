package io.streamcat.emulator.internal.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of participants: who publishes on which stage, and whether it is recorded. */
final class StageEvents {
  private final Account account;

  StageEvents(Account account) {
    this.account = account;
  }

  void published(Resource participant, Instant now) {
    update(participant, "Participant Published", Map.of(), now);
    if (ParticipantRecording.isActive(participant)) {
      recording(participant, "Recording Start", Map.of(), now);
    }
  }

  /** Tells of a participant as it was when it still published. */
  void unpublished(Resource participant, Instant now) {
    update(participant, "Participant Unpublished", Map.of(), now);
    if (ParticipantRecording.isActive(participant)) {
      Instant start = Instant.parse((String) participant.attribute(ParticipantRecording.START));
      long millis = Math.max(0, Duration.between(start, now).toMillis());
      recording(participant, "Recording End", Map.of("recording_duration_ms", millis), now);
    }
  }

  void publishError(Resource participant, String code, Instant now) {
    update(participant, "Participant Publish Error", Map.of("error_code", code), now);
  }

  private void update(Resource participant, String name, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("session_id", Account.idOf(participant.parentKey()));
    detail.put("event_name", name);
    detail.put("event_time", Account.timestamp(now));
    detail.put("user_id", participant.attribute("userId"));
    detail.put("participant_id", participant.attribute("participantId"));
    detail.putAll(more);
    emit("IVS Stage Update", participant, detail, now);
  }

  private void recording(Resource participant, String name, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("session_id", Account.idOf(participant.parentKey()));
    detail.put("event_name", name);
    detail.put("participant_id", participant.attribute("participantId"));
    detail.put("recording_s3_bucket_name", participant.attribute(ParticipantRecording.BUCKET));
    detail.put("recording_s3_key_prefix", participant.attribute(ParticipantRecording.PREFIX));
    detail.putAll(more);
    emit("IVS Participant Recording State Change", participant, detail, now);
  }

  private void emit(String type, Resource participant, Map<String, ?> detail, Instant now) {
    Resource session = account.require(ResourceType.STAGE_SESSION, participant.parentKey());
    account.events().emit(type, List.of(session.parentKey()), detail, now);
  }
}
