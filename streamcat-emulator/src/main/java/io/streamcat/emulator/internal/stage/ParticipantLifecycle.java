package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What happens on stages: participants join, publish, stop and leave. Everything that happens to a
 * participant is recorded as an event.
 */
public final class ParticipantLifecycle {
  static final String STATE = "state";
  static final String PUBLISHING = "publishing";
  static final String INGEST = "ingestConfigurationArn";
  static final String REPLICATION = "replicationType";
  static final String REPLICA = "REPLICA";

  private static final String CONNECTED = "CONNECTED";
  private static final String EXPELLED = "expelled";
  private static final String MAY_PUBLISH = "mayPublish";
  private static final int MAX_PUBLISHERS = 12;

  private final Account account;
  private final StageSessions sessions;
  private final StageEvents events;
  private final ParticipantRecording recording;
  private final List<Listener> listeners = new ArrayList<>();

  /** Is told of everybody who starts and stops to publish, and who can watch no longer. */
  interface Listener {
    default void published(Resource participant, Instant now) {}

    default void unpublished(Resource participant, Instant now) {}

    default void watchesNoLonger(Resource participant, Instant now) {}
  }

  public ParticipantLifecycle(Account account, StageSessions sessions) {
    this.account = account;
    this.sessions = sessions;
    this.events = new StageEvents(account);
    this.recording = new ParticipantRecording(account, events);
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  /** What is emitted of participants. */
  StageEvents events() {
    return events;
  }

  /** The recording of participants. */
  public ParticipantRecording recording() {
    return recording;
  }

  private static boolean isConnected(Resource participant) {
    return is(participant, STATE, CONNECTED);
  }

  /** Returns the key of a participant, which need not exist. */
  static String key(String sessionKey, String participantId) {
    return sessionKey + "/" + participantId;
  }

  /** Returns the stage that a participant has joined. */
  public static String stageArn(Resource participant) {
    String session = participant.parentKey();
    return session.substring(0, session.lastIndexOf('/'));
  }

  /** Lets somebody join, once or again; who is connected stays as it is. */
  public Resource join(Resource stage, JoinRequest guest, Instant now) {
    Resource session = sessions.begin(stage, now);
    String key = key(session.key(), guest.participantId());
    Resource known = account.store().find(ResourceType.PARTICIPANT, key).orElse(null);
    if (known != null && isConnected(known)) {
      return known;
    }
    Resource joined =
        known == null
            ? account.create(
                ResourceType.PARTICIPANT, key, session.key(), describe(guest, now), now)
            : account.change(
                account.change(known, given(guest), now), Map.of(STATE, CONNECTED), now);
    events.record(joined, "JOINED", Map.of(), now);
    return joined;
  }

  private static Map<String, Object> describe(JoinRequest guest, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("participantId", guest.participantId());
    attributes.put(STATE, CONNECTED);
    attributes.put("firstJoinTime", Account.timestamp(now));
    attributes.put("published", false);
    attributes.put("recordingState", "DISABLED");
    attributes.put("recordingS3BucketName", "");
    attributes.put("recordingS3Prefix", "");
    attributes.put("protocol", "UNKNOWN");
    attributes.put(REPLICATION, "NONE");
    attributes.put(PUBLISHING, false);
    attributes.putAll(given(guest));
    return attributes;
  }

  /** Describes what a token, or whatever stands for it, gives a participant. */
  private static Map<String, Object> given(JoinRequest guest) {
    Map<String, Object> given = new LinkedHashMap<>(guest.more());
    given.put("userId", guest.userId());
    given.put("attributes", guest.attributes());
    given.put(MAY_PUBLISH, guest.mayPublish());
    return given;
  }

  /** Finds who is connected to a stage, or refuses the request. */
  public Resource requireConnected(String stageArn, String participantId) {
    Resource stage = account.require(ResourceType.STAGE, stageArn);
    return sessions
        .active(stage)
        .flatMap(
            session ->
                account.store().find(ResourceType.PARTICIPANT, key(session.key(), participantId)))
        .filter(ParticipantLifecycle::isConnected)
        .orElseThrow(() -> ApiException.notFound(participantId));
  }

  /** Lets a participant publish, or records why it cannot. */
  public void publish(Resource participant, Instant now) {
    if (is(participant, PUBLISHING, true)) {
      return;
    }
    if (!is(participant, MAY_PUBLISH, true)) {
      throw publishError(participant, "INSUFFICIENT_CAPABILITIES", now);
    }
    Resource session = sessionOf(participant);
    if (publishers(session) >= MAX_PUBLISHERS) {
      throw publishError(participant, "QUOTA_EXCEEDED", now);
    }
    Map<String, ?> changes = Map.of(PUBLISHING, true, "published", true);
    Resource publishing = account.change(participant, changes, now);
    events.record(publishing, "PUBLISH_STARTED", Map.of(), now);
    events.published(publishing, now);
    recording.start(stageOf(session), publishing, now);
    Resource started = account.require(ResourceType.PARTICIPANT, publishing.key());
    listeners.forEach(listener -> listener.published(started, now));
  }

  /**
   * Gives a connected participant what another token says. One that may no longer publish stops to.
   */
  public void exchangeToken(Resource participant, JoinRequest guest, Instant now) {
    if (!participant.attributes().containsKey(JoinRequest.TOKEN)) {
      throw new ApiException("ConflictException", "The participant is an encoder or a replica");
    }
    Resource changed = account.change(participant, given(guest), now);
    Map<?, ?> previous = (Map<?, ?>) participant.attribute(JoinRequest.TOKEN);
    Map<?, ?> next = (Map<?, ?>) changed.attribute(JoinRequest.TOKEN);
    events.record(
        changed, "TOKEN_EXCHANGED", Map.of("previousToken", previous, "newToken", next), now);
    events.tokenExchanged(changed, previous, next, now);
    if (!guest.mayPublish()) {
      unpublish(changed, now);
    }
    if (!maySubscribe(changed)) {
      listeners.forEach(listener -> listener.watchesNoLonger(changed, now));
    }
  }

  /** Refuses a request that lets one more participant publish on a stage that has too many. */
  void requireRoomToPublish(Resource stage) {
    if (!hasRoomToPublish(stage)) {
      throw new ApiException("ServiceQuotaExceededException", "The stage has 12 publishers")
          .withResource(stage.key())
          .withLimit(MAX_PUBLISHERS);
    }
  }

  /** Tells whether one more participant can publish on a stage. */
  boolean hasRoomToPublish(Resource stage) {
    return sessions.active(stage).filter(s -> publishers(s) >= MAX_PUBLISHERS).isEmpty();
  }

  private long publishers(Resource session) {
    return account.store().childrenOf(session.key()).stream()
        .filter(participant -> is(participant, PUBLISHING, true))
        .count();
  }

  private ApiException publishError(Resource participant, String code, Instant now) {
    events.record(participant, "PUBLISH_ERROR", Map.of("errorCode", code), now);
    events.publishError(participant, code, now);
    return new ApiException("ConflictException", "The participant cannot publish: " + code);
  }

  /** Lets a participant stop to publish; one that does not publish stays as it is. */
  public Resource unpublish(Resource participant, Instant now) {
    if (!is(participant, PUBLISHING, true)) {
      return participant;
    }
    Resource stopped = account.change(participant, Map.of(PUBLISHING, false), now);
    events.record(stopped, "PUBLISH_STOPPED", Map.of(), now);
    events.unpublished(stopped, now);
    recording.stop(stopped, now);
    listeners.forEach(listener -> listener.unpublished(stopped, now));
    return account.require(ResourceType.PARTICIPANT, stopped.key());
  }

  /** Lets a connected participant leave; the last one ends the session. */
  public void leave(Resource participant, Instant now) {
    Resource leaving = unpublish(participant, now);
    listeners.forEach(listener -> listener.watchesNoLonger(leaving, now));
    Resource left =
        account.change(
            account.require(ResourceType.PARTICIPANT, leaving.key()),
            Map.of(STATE, "DISCONNECTED"),
            now);
    events.record(left, "LEFT", Map.of(), now);
    release(left, Map.of(IngestConfigurations.STATE, IngestConfigurations.INACTIVE), now);
    Resource session = sessionOf(left);
    if (connected(session).findAny().isEmpty()) {
      sessions.end(stageOf(session), session, now);
    }
  }

  /**
   * Lets a connected participant leave for good: its token is worth nothing from now on, and its
   * ingest configuration goes with the stage no longer.
   */
  void expel(Resource participant, Instant now) {
    leave(account.change(participant, Map.of(EXPELLED, true), now), now);
    release(participant, Map.of(IngestConfigurations.STAGE, ""), now);
  }

  /** Lets everybody leave a stage for good. */
  void expelAll(Resource stage, Instant now) {
    sessions
        .active(stage)
        .ifPresent(
            session ->
                connected(session)
                    .map(Resource::key)
                    .toList()
                    .forEach(key -> expel(account.require(ResourceType.PARTICIPANT, key), now)));
  }

  /** Lets everybody leave who publishes with an ingest configuration. */
  void leaveAll(Resource ingest, Instant now) {
    account
        .store()
        .list(ResourceType.PARTICIPANT, Store.NOW)
        .filter(participant -> is(participant, INGEST, ingest.key()) && isConnected(participant))
        .toList()
        .forEach(participant -> leave(participant, now));
  }

  /** Changes the ingest configuration that nobody publishes with any longer. */
  private void release(Resource participant, Map<String, ?> changes, Instant now) {
    Object arn = participant.attributes().get(INGEST);
    if (arn != null && connected(sessionOf(participant)).noneMatch(o -> is(o, INGEST, arn))) {
      account.change(
          account.require(ResourceType.INGEST_CONFIGURATION, (String) arn), changes, now);
    }
  }

  /** Tells whether a participant has been expelled from any session of a stage. */
  boolean isExpelled(Resource stage, String participantId) {
    return account.store().childrenOf(stage.key()).stream()
        .map(session -> key(session.key(), participantId))
        .flatMap(key -> account.store().find(ResourceType.PARTICIPANT, key).stream())
        .anyMatch(ParticipantLifecycle::isExpelled);
  }

  /** Tells whether a participant publishes on another stage, and appears on this one. */
  static boolean isReplica(Resource participant) {
    return is(participant, REPLICATION, REPLICA);
  }

  /** Tells whether a participant has left for good. */
  static boolean isExpelled(Resource participant) {
    return is(participant, EXPELLED, true);
  }

  /**
   * Tells whether the token of a participant lets it watch others; encoders and replicas have none.
   */
  static boolean maySubscribe(Resource participant) {
    return participant.attributes().get(JoinRequest.TOKEN) instanceof Map<?, ?> token
        && token.get("capabilities") instanceof List<?> capabilities
        && capabilities.contains("SUBSCRIBE");
  }

  /** Returns everybody who is connected to the session of a participant. */
  List<Resource> connectedWith(Resource participant) {
    return connected(sessionOf(participant)).toList();
  }

  private Stream<Resource> connected(Resource session) {
    return account.store().childrenOf(session.key()).stream()
        .filter(ParticipantLifecycle::isConnected);
  }

  private Resource sessionOf(Resource participant) {
    return account.require(ResourceType.STAGE_SESSION, participant.parentKey());
  }

  private Resource stageOf(Resource session) {
    return account.require(ResourceType.STAGE, session.parentKey());
  }

  private static boolean is(Resource resource, String attribute, Object value) {
    return value.equals(resource.attributes().get(attribute));
  }
}
