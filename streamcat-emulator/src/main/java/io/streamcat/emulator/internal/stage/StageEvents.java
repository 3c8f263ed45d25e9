package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events of participants, which are stored, emitted, or both. */
final class StageEvents {
  private static final Map<String, String> TOKEN_NAMES =
      new TreeMap<>(
          Map.of(
              "attributes", "attributes",
              "capabilities", "capabilities",
              "expirationTime", "expiration_time",
              "userId", "user_id"));

  private final Account account;

  StageEvents(Account account) {
    this.account = account;
  }

  /** Stores an event of a participant. */
  void record(Resource participant, String name, Map<String, ?> details, Instant now) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", name);
    event.put("participantId", participant.attribute("participantId"));
    event.put("replica", ParticipantLifecycle.isReplica(participant));
    event.put("eventTime", Account.timestamp(now));
    event.putAll(details);
    account.create(
        ResourceType.PARTICIPANT_EVENT,
        participant.key() + "/" + account.store().nextOrder(),
        participant.key(),
        event,
        now);
  }

  /** Stores an event between two participants. */
  void record(
      Resource participant, Resource remote, String name, Map<String, ?> details, Instant now) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put("remoteParticipantId", remote.attribute("participantId"));
    more.put("replica", ParticipantLifecycle.isReplica(remote));
    record(participant, name, more, now);
  }

  void published(Resource participant, Instant now) {
    update(participant, "Participant Published", Map.of(), now);
  }

  void unpublished(Resource participant, Instant now) {
    update(participant, "Participant Unpublished", Map.of(), now);
  }

  void publishError(Resource participant, String code, Instant now) {
    update(participant, "Participant Publish Error", Map.of("error_code", code), now);
  }

  void tokenExchanged(Resource participant, Map<?, ?> previous, Map<?, ?> next, Instant now) {
    Map<String, ?> tokens = Map.of("previous_token", token(previous), "new_token", token(next));
    update(participant, "Token Exchanged", tokens, now);
  }

  /** Returns a token's content with the member names of events. */
  private static Map<String, Object> token(Map<?, ?> token) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    TOKEN_NAMES.forEach(
        (name, eventName) -> {
          if (token.get(name) != null) {
            renamed.put(eventName, token.get(name));
          }
        });
    return renamed;
  }

  /** Emits the start or the end of a participant's replication. */
  void replicated(
      Resource participant, String name, Object stageArn, Object sessionId, Instant now) {
    Map<String, ?> destination =
        Map.of("destination_stage_arn", stageArn, "destination_session_id", sessionId);
    update(participant, name, destination, now);
  }

  /**
   * Emits an event. Further members are sorted by name, so that the same seed leads to the same
   * order.
   */
  private void update(Resource participant, String name, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("session_id", Account.idOf(participant.parentKey()));
    detail.put("event_name", name);
    detail.put("event_time", Account.timestamp(now));
    detail.put("user_id", participant.attribute("userId"));
    detail.put("participant_id", participant.attribute("participantId"));
    detail.putAll(new TreeMap<>(more));
    emit("IVS Stage Update", participant, detail, now);
  }

  /** Emits a change of a participant's recording. */
  void recording(Resource participant, String name, Map<String, ?> more, Instant now) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("session_id", Account.idOf(participant.parentKey()));
    detail.put("event_name", name);
    detail.put("participant_id", participant.attribute("participantId"));
    detail.putAll(more);
    emit("IVS Participant Recording State Change", participant, detail, now);
  }

  private void emit(String type, Resource participant, Map<String, ?> detail, Instant now) {
    account.events().emit(type, List.of(ParticipantLifecycle.stageArn(participant)), detail, now);
  }
}
