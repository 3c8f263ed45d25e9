package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What happens on stages: participants join, publish, stop and leave. Everything that happens to a
 * participant is recorded as an event.
 */
final class Attendance {
  static final String STATE = "state";
  static final String CONNECTED = "CONNECTED";
  static final String PUBLISHING = "publishing";
  static final String EXPELLED = "expelled";

  private static final String MAY_PUBLISH = "mayPublish";
  private static final int MAX_PUBLISHERS = 12;

  private final Account account;
  private final StageSessions sessions;

  Attendance(Account account, StageSessions sessions) {
    this.account = account;
    this.sessions = sessions;
  }

  /** Returns the key of a participant, which need not exist. */
  static String key(String sessionKey, String participantId) {
    return sessionKey + "/" + participantId;
  }

  /** Lets somebody join, once or again; who is connected stays as it is. */
  Resource join(Resource stage, Guest guest, Instant now) {
    Resource session = sessions.begin(stage, now);
    String key = key(session.key(), guest.participantId());
    Resource known = account.store().find(ResourceType.PARTICIPANT, key).orElse(null);
    if (known != null && is(known, STATE, CONNECTED)) {
      return known;
    }
    Resource joined =
        known == null
            ? account.create(
                ResourceType.PARTICIPANT, key, session.key(), describe(guest, now), now)
            : change(known, Map.of(STATE, CONNECTED), now);
    record(joined, "JOINED", Map.of(), now);
    return joined;
  }

  private static Map<String, Object> describe(Guest guest, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("participantId", guest.participantId());
    attributes.put("userId", guest.userId());
    attributes.put(STATE, CONNECTED);
    attributes.put("firstJoinTime", Account.timestamp(now));
    attributes.put("attributes", guest.attributes());
    attributes.put("published", false);
    attributes.put("recordingState", "DISABLED");
    attributes.put("recordingS3BucketName", "");
    attributes.put("recordingS3Prefix", "");
    attributes.put("protocol", "UNKNOWN");
    attributes.put("replicationType", "NONE");
    attributes.put(MAY_PUBLISH, guest.mayPublish());
    attributes.put(PUBLISHING, false);
    return attributes;
  }

  /** Finds who is connected to a stage, or refuses the request. */
  Resource requireConnected(String stageArn, String participantId) {
    Resource stage = account.require(ResourceType.STAGE, stageArn);
    return sessions
        .active(stage)
        .flatMap(
            session ->
                account.store().find(ResourceType.PARTICIPANT, key(session.key(), participantId)))
        .filter(participant -> is(participant, STATE, CONNECTED))
        .orElseThrow(() -> ApiException.notFound(participantId));
  }

  /** Lets a participant publish, or records why it cannot. */
  void publish(Resource participant, Instant now) {
    if (is(participant, PUBLISHING, true)) {
      return;
    }
    if (!is(participant, MAY_PUBLISH, true)) {
      throw publishError(participant, "INSUFFICIENT_CAPABILITIES", now);
    }
    if (others(participant).filter(other -> is(other, PUBLISHING, true)).count()
        >= MAX_PUBLISHERS) {
      throw publishError(participant, "QUOTA_EXCEEDED", now);
    }
    record(
        change(participant, Map.of(PUBLISHING, true, "published", true), now),
        "PUBLISH_STARTED",
        Map.of(),
        now);
  }

  private ApiException publishError(Resource participant, String code, Instant now) {
    record(participant, "PUBLISH_ERROR", Map.of("errorCode", code), now);
    return new ApiException("ConflictException", "The participant cannot publish: " + code);
  }

  /** Lets a participant stop to publish; one that does not publish stays as it is. */
  Resource unpublish(Resource participant, Instant now) {
    if (!is(participant, PUBLISHING, true)) {
      return participant;
    }
    Resource stopped = change(participant, Map.of(PUBLISHING, false), now);
    record(stopped, "PUBLISH_STOPPED", Map.of(), now);
    return stopped;
  }

  /** Lets a connected participant leave; the last one ends the session. */
  void leave(Resource participant, Instant now) {
    Resource left = change(unpublish(participant, now), Map.of(STATE, "DISCONNECTED"), now);
    record(left, "LEFT", Map.of(), now);
    if (others(left).noneMatch(other -> is(other, STATE, CONNECTED))) {
      Resource session = sessionOf(left);
      sessions.end(stageOf(session), session, now);
    }
  }

  /** Lets a connected participant leave for good: its token is worth nothing from now on. */
  void expel(Resource participant, Instant now) {
    leave(change(participant, Map.of(EXPELLED, true), now), now);
  }

  /** Tells whether a participant has been expelled from any session of a stage. */
  boolean isExpelled(Resource stage, String participantId) {
    return account.store().childrenOf(stage.key()).stream()
        .map(session -> key(session.key(), participantId))
        .flatMap(key -> account.store().find(ResourceType.PARTICIPANT, key).stream())
        .anyMatch(participant -> is(participant, EXPELLED, true));
  }

  private Stream<Resource> others(Resource participant) {
    return account.store().childrenOf(sessionOf(participant).key()).stream()
        .filter(other -> !other.key().equals(participant.key()));
  }

  private Resource sessionOf(Resource participant) {
    return account.require(ResourceType.STAGE_SESSION, participant.parentKey());
  }

  private Resource stageOf(Resource session) {
    return account.require(ResourceType.STAGE, session.parentKey());
  }

  private Resource change(Resource participant, Map<String, ?> changes, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(participant.attributes());
    attributes.putAll(changes);
    return account.update(participant, attributes, now);
  }

  private void record(Resource participant, String name, Map<String, ?> details, Instant now) {
    Map<String, Object> event = new LinkedHashMap<>(details);
    event.put("name", name);
    event.put("participantId", participant.attribute("participantId"));
    event.put("eventTime", Account.timestamp(now));
    account.create(
        ResourceType.PARTICIPANT_EVENT,
        participant.key() + "/" + account.store().nextOrder(),
        participant.key(),
        event,
        now);
  }

  private static boolean is(Resource resource, String attribute, Object value) {
    return value.equals(resource.attributes().get(attribute));
  }
}
