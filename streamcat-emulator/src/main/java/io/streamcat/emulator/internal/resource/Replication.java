package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.ApiException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The replication of participants: who publishes on one stage appears on another one too. */
final class Replication {
  private static final int PAGE_SIZE = 50;
  private static final String SOURCE = "sourceStageArn";
  private static final String DESTINATION = "destinationStageArn";
  private static final String SOURCE_SESSION = "sourceSessionId";
  private static final String DESTINATION_SESSION = "destinationSessionId";
  private static final String PARTICIPANT = "participantId";
  private static final String STATE = "replicationState";
  private static final String ACTIVE = "ACTIVE";
  private static final String STOPPED = "STOPPED";
  private static final String TYPE = "replicationType";

  private final Account account;
  private final Attendance attendance;

  Replication(Account account, Attendance attendance) {
    this.account = account;
    this.attendance = attendance;
    attendance.onUnpublished(this::stopAll);
  }

  void register(Handler.Registry registry) {
    registry.add("StartParticipantReplication", this::start);
    registry.add("StopParticipantReplication", this::stop);
    registry.add("ListParticipantReplicas", this::list);
  }

  private Map<String, Object> start(Call call) {
    TokenAttributes.check(call.input());
    if (call.text(SOURCE).equals(call.text(DESTINATION))) {
      throw ApiException.invalid(DESTINATION, "must be another stage than sourceStageArn");
    }
    Resource destination = account.require(ResourceType.STAGE, call.text(DESTINATION));
    Resource source = attendance.requireConnected(call.text(SOURCE), call.text(PARTICIPANT));
    if (!source.attribute(Attendance.PUBLISHING).equals(true)
        || source.attribute(TYPE).equals("REPLICA")) {
      throw new ApiException(
          "ConflictException", "The participant does not publish on this stage itself");
    }
    if (active().anyMatch(replica -> replica.key().equals(key(call)))) {
      throw new ApiException("ConflictException", "The participant is replicated already");
    }
    attendance.requireRoomToPublish(destination);
    Resource copy = attendance.join(destination, guest(call, source), call.now());
    attendance.publish(copy, call.now());
    remember(call, source, copy);
    attendance.change(source, Map.of(TYPE, "SOURCE", STATE, ACTIVE), call.now());
    attendance.record(source, "REPLICATION_STARTED", where(call, copy), call.now());
    return Map.of();
  }

  /** The attributes of the call replace those of the participant that have the same name. */
  private static Guest guest(Call call, Resource source) {
    Map<Object, Object> attributes =
        new LinkedHashMap<>((Map<?, ?>) source.attribute("attributes"));
    attributes.putAll(call.map("attributes"));
    return new Guest(
        call.text(DESTINATION),
        call.text(PARTICIPANT),
        (String) source.attribute("userId"),
        attributes,
        true,
        Map.of(
            TYPE,
            "REPLICA",
            STATE,
            ACTIVE,
            SOURCE,
            call.text(SOURCE),
            SOURCE_SESSION,
            sessionId(source)));
  }

  private void remember(Call call, Resource source, Resource copy) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put(SOURCE, call.text(SOURCE));
    attributes.put(PARTICIPANT, call.text(PARTICIPANT));
    attributes.put(SOURCE_SESSION, sessionId(source));
    attributes.putAll(where(call, copy));
    attributes.put(STATE, ACTIVE);
    account
        .store()
        .find(ResourceType.REPLICA, key(call))
        .ifPresentOrElse(
            known -> account.update(known, attributes, call.now()),
            () ->
                account.create(
                    ResourceType.REPLICA, key(call), call.text(SOURCE), attributes, call.now()));
  }

  private static Map<String, Object> where(Call call, Resource copy) {
    return Map.of(DESTINATION, call.text(DESTINATION), DESTINATION_SESSION, sessionId(copy));
  }

  private Map<String, Object> stop(Call call) {
    account.require(ResourceType.STAGE, call.text(SOURCE));
    account.require(ResourceType.STAGE, call.text(DESTINATION));
    stop(
        active()
            .filter(replica -> replica.key().equals(key(call)))
            .findFirst()
            .orElseThrow(() -> ApiException.notFound(call.text(PARTICIPANT))),
        call.now());
    return Map.of();
  }

  /** Stops all replication that somebody who has stopped to publish takes part in. */
  private void stopAll(Resource participant, Instant now) {
    Object id = participant.attribute(PARTICIPANT);
    String session = sessionId(participant);
    active()
        .filter(replica -> replica.attribute(PARTICIPANT).equals(id))
        .filter(
            replica ->
                replica.attribute(SOURCE_SESSION).equals(session)
                    || replica.attribute(DESTINATION_SESSION).equals(session))
        .toList()
        .forEach(replica -> stop(replica, now));
  }

  /**
   * Is marked as stopped first, so that the copy that leaves does not stop it again. A copy that
   * has stopped to publish by itself is about to leave anyway, or stays to watch.
   */
  private void stop(Resource replica, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(replica.attributes());
    attributes.put(STATE, STOPPED);
    account.update(replica, attributes, now);
    participant(replica, DESTINATION, DESTINATION_SESSION)
        .forEach(
            copy -> {
              Resource stopped = attendance.change(copy, Map.of(STATE, STOPPED), now);
              if (stopped.attribute(Attendance.PUBLISHING).equals(true)) {
                attendance.leave(stopped, now);
              }
            });
    participant(replica, SOURCE, SOURCE_SESSION)
        .forEach(
            source -> {
              Object id = source.attribute(PARTICIPANT);
              boolean goesOn =
                  active()
                      .anyMatch(
                          other ->
                              other.attribute(PARTICIPANT).equals(id)
                                  && other.parentKey().equals(replica.parentKey()));
              attendance.change(source, Map.of(STATE, goesOn ? ACTIVE : STOPPED), now);
              attendance.record(
                  source,
                  "REPLICATION_STOPPED",
                  Map.of(
                      DESTINATION, replica.attribute(DESTINATION),
                      DESTINATION_SESSION, replica.attribute(DESTINATION_SESSION)),
                  now);
            });
  }

  private Stream<Resource> participant(Resource replica, String stage, String session) {
    String sessionKey =
        StageSessions.key((String) replica.attribute(stage), (String) replica.attribute(session));
    return account
        .store()
        .find(
            ResourceType.PARTICIPANT,
            Attendance.key(sessionKey, (String) replica.attribute(PARTICIPANT)))
        .stream();
  }

  private Stream<Resource> active() {
    return account
        .store()
        .list(ResourceType.REPLICA, Store.NOW)
        .filter(replica -> replica.attribute(STATE).equals(ACTIVE));
  }

  /** Without the error for a stage that does not exist, which the operation does not declare. */
  private Map<String, Object> list(Call call) {
    return Page.of(
        call,
        "replicas",
        account
            .store()
            .list(ResourceType.REPLICA, call.asOf())
            .filter(replica -> call.text(SOURCE).equals(replica.parent()))
            .filter(replica -> call.text(PARTICIPANT).equals(replica.attribute(PARTICIPANT))),
        Page.Order.CREATED,
        PAGE_SIZE);
  }

  private static String key(Call call) {
    return String.join(
        " ", List.of(call.text(SOURCE), call.text(PARTICIPANT), call.text(DESTINATION)));
  }

  private static String sessionId(Resource participant) {
    return Account.idOf(participant.parentKey());
  }
}
