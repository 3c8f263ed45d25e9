package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Retention;
import io.streamcat.emulator.internal.resource.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lifecycle of participants: they join, publish, stop publishing and leave. Each step is
 * recorded as an event.
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
  private static final String UNPUBLISHED_AT = "unpublishedAt";
  private static final int MAX_PUBLISHERS = 12;

  private final Account account;
  private final StageSessions sessions;
  private final StageEvents events;
  private final ParticipantRecording recording;
  private final List<Listener> listeners = new ArrayList<>();

  /** A listener for participants that start or stop publishing, or can no longer subscribe. */
  interface Listener {
    default void published(Resource participant, Instant now) {}

    default void unpublished(Resource participant, Instant now) {}

    default void subscribingForbidden(Resource participant, Instant now) {}
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

  /** Returns the events of participants. */
  StageEvents events() {
    return events;
  }

  /** Returns the recording of participants. */
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

  /** Joins a participant, for the first time or again; a connected participant does not change. */
  public Resource join(Resource stage, JoinRequest request, Instant now) {
    Resource session = sessions.begin(stage, now);
    String key = key(session.key(), request.participantId());
    Resource known = account.store().find(ResourceType.PARTICIPANT, key).orElse(null);
    if (known != null && isConnected(known)) {
      return known;
    }
    if (known == null && Retention.isFull(account, ResourceType.PARTICIPANT)) {
      throw new ApiException(
          "ConflictException", "The emulator has too many connected participants");
    }
    Resource joined =
        known == null
            ? account.create(
                ResourceType.PARTICIPANT, key, session.key(), describe(request, now), now)
            : account.change(
                account.change(known, given(request), now), Map.of(STATE, CONNECTED), now);
    events.record(joined, "JOINED", Map.of(), now);
    return joined;
  }

  private static Map<String, Object> describe(JoinRequest request, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("participantId", request.participantId());
    attributes.put(STATE, CONNECTED);
    attributes.put("firstJoinTime", Account.timestamp(now));
    attributes.put("published", false);
    attributes.put("recordingState", "DISABLED");
    attributes.put("recordingS3BucketName", "");
    attributes.put("recordingS3Prefix", "");
    attributes.put("protocol", "UNKNOWN");
    attributes.put(REPLICATION, "NONE");
    attributes.put(PUBLISHING, false);
    attributes.putAll(given(request));
    return attributes;
  }

  /** Returns the participant's attributes from a join request. */
  private static Map<String, Object> given(JoinRequest request) {
    Map<String, Object> given = new LinkedHashMap<>(request.more());
    given.put("userId", request.userId());
    given.put("attributes", request.attributes());
    given.put(MAY_PUBLISH, request.mayPublish());
    return given;
  }

  /** Returns a participant connected to a stage, or rejects the request. */
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

  /** Starts publishing, or records the reason why the participant cannot. */
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
   * Applies another token to a connected participant. If the token does not allow publishing, the
   * participant stops publishing.
   */
  public void exchangeToken(Resource participant, JoinRequest request, Instant now) {
    requireExchangeable(participant, request);
    Resource changed = account.change(participant, given(request), now);
    Map<?, ?> previous = (Map<?, ?>) participant.attribute(JoinRequest.TOKEN);
    Map<?, ?> next = (Map<?, ?>) changed.attribute(JoinRequest.TOKEN);
    events.record(
        changed, "TOKEN_EXCHANGED", Map.of("previousToken", previous, "newToken", next), now);
    events.tokenExchanged(changed, previous, next, now);
    if (!request.mayPublish()) {
      unpublish(changed, now);
    }
    if (!maySubscribe(changed)) {
      listeners.forEach(listener -> listener.subscribingForbidden(changed, now));
    }
  }

  /**
   * Rejects an exchange that AWS's client rejects: of or for a token that was not signed with a key
   * pair, or that changes an immutable claim. The other immutable claims follow from the stage.
   */
  private static void requireExchangeable(Resource participant, JoinRequest request) {
    if (!is(participant, JoinRequest.SELF_SIGNED, true)) {
      throw new ApiException(
          "ConflictException",
          "The participant has not joined with a token that is signed with a key pair");
    }
    if (!request.isSelfSigned()) {
      throw ApiException.invalid("token", "is rejected: it must be signed with a key pair");
    }
    if (!request.stageArn().equals(stageArn(participant))) {
      throw ApiException.invalid("token", "is rejected: it is a token of another stage");
    }
    if (!request.participantId().equals(participant.attribute("participantId"))) {
      throw ApiException.invalid(
          "token", "is rejected: its jti must be the participant's identifier");
    }
  }

  /** Rejects a request if the stage already has the greatest number of publishers. */
  void requireRoomToPublish(Resource stage) {
    if (!hasRoomToPublish(stage)) {
      throw new ApiException("ServiceQuotaExceededException", "The stage has 12 publishers")
          .withResource(stage.key())
          .withLimit(MAX_PUBLISHERS);
    }
  }

  /** Returns whether one more participant can publish on a stage. */
  boolean hasRoomToPublish(Resource stage) {
    return sessions.active(stage).filter(s -> publishers(s) >= MAX_PUBLISHERS).isEmpty();
  }

  /** Returns whether a participant publishes on a stage. */
  public boolean hasPublisher(Resource stage) {
    return sessions.active(stage).filter(session -> publishers(session) > 0).isPresent();
  }

  /** Returns the latest time at which each participant of a stage stopped publishing. */
  public Stream<Instant> publishingEnds(Resource stage) {
    return account.store().childrenOf(stage.key()).stream()
        .flatMap(session -> account.store().childrenOf(session.key()).stream())
        .flatMap(child -> Stream.ofNullable(child.attributes().get(UNPUBLISHED_AT)))
        .map(time -> Instant.parse((String) time));
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

  /** Stops publishing; a participant that is not publishing does not change. */
  public Resource unpublish(Resource participant, Instant now) {
    if (!is(participant, PUBLISHING, true)) {
      return participant;
    }
    Map<String, ?> changes = Map.of(PUBLISHING, false, UNPUBLISHED_AT, now.toString());
    Resource stopped = account.change(participant, changes, now);
    events.record(stopped, "PUBLISH_STOPPED", Map.of(), now);
    events.unpublished(stopped, now);
    recording.stop(stopped, now);
    listeners.forEach(listener -> listener.unpublished(stopped, now));
    return account.require(ResourceType.PARTICIPANT, stopped.key());
  }

  /** Removes a connected participant; the last one ends the session. */
  public void leave(Resource participant, Instant now) {
    Resource leaving = unpublish(participant, now);
    listeners.forEach(listener -> listener.subscribingForbidden(leaving, now));
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
   * Expels a connected participant: its token becomes invalid, and its ingest configuration is
   * detached from the stage.
   */
  void expel(Resource participant, Instant now) {
    leave(account.change(participant, Map.of(EXPELLED, true), now), now);
    release(participant, Map.of(IngestConfigurations.STAGE, ""), now);
  }

  /** Expels all participants of a stage. */
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

  /** Removes all participants that publish with an ingest configuration. */
  void leaveAll(Resource ingest, Instant now) {
    account
        .store()
        .list(ResourceType.PARTICIPANT, Store.NOW)
        .filter(participant -> is(participant, INGEST, ingest.key()) && isConnected(participant))
        .toList()
        .forEach(participant -> leave(participant, now));
  }

  /** Changes the ingest configuration of a participant that has left. */
  private void release(Resource participant, Map<String, ?> changes, Instant now) {
    Object arn = participant.attributes().get(INGEST);
    if (arn != null && connected(sessionOf(participant)).noneMatch(o -> is(o, INGEST, arn))) {
      account.change(
          account.require(ResourceType.INGEST_CONFIGURATION, (String) arn), changes, now);
    }
  }

  /** Returns whether a participant has been expelled from any session of a stage. */
  boolean isExpelled(Resource stage, String participantId) {
    return account.store().childrenOf(stage.key()).stream()
        .map(session -> key(session.key(), participantId))
        .flatMap(key -> account.store().find(ResourceType.PARTICIPANT, key).stream())
        .anyMatch(ParticipantLifecycle::isExpelled);
  }

  /** Returns whether a participant is the replica of a participant on another stage. */
  static boolean isReplica(Resource participant) {
    return is(participant, REPLICATION, REPLICA);
  }

  /** Returns whether a participant has been expelled. */
  static boolean isExpelled(Resource participant) {
    return is(participant, EXPELLED, true);
  }

  /**
   * Returns whether a participant's token allows subscribing; encoders and replicas have no token.
   */
  static boolean maySubscribe(Resource participant) {
    return participant.attributes().get(JoinRequest.TOKEN) instanceof Map<?, ?> token
        && token.get("capabilities") instanceof List<?> capabilities
        && capabilities.contains("SUBSCRIBE");
  }

  /** Returns all participants connected to the session of a participant. */
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
