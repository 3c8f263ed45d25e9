package io.streamcat.emulator.internal.stage;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.operation.Page;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Due;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Store;
import io.streamcat.emulator.internal.token.TokenAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The replication of participants: a publisher of one stage appears on another stage, too. If the
 * publisher stops and publishes again within the reconnect window, the replica appears again.
 */
public final class Replication implements ParticipantLifecycle.Listener, Handler.Group {
  private static final int PAGE_SIZE = 50;
  private static final String SOURCE = "sourceStageArn";
  private static final String DESTINATION = "destinationStageArn";
  private static final String SOURCE_SESSION = "sourceSessionId";
  private static final String DESTINATION_SESSION = "destinationSessionId";
  private static final String PARTICIPANT = "participantId";
  private static final String ATTRIBUTES = "attributes";
  private static final String WINDOW = "reconnectWindowSeconds";
  private static final String STATE = "replicationState";
  private static final String ACTIVE = "ACTIVE";
  private static final String STOPPED = "STOPPED";

  private final Account account;
  private final ParticipantLifecycle lifecycle;

  public Replication(Account account, ParticipantLifecycle lifecycle) {
    this.account = account;
    this.lifecycle = lifecycle;
    lifecycle.listen(this);
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "StartParticipantReplication" -> this::start;
      case "StopParticipantReplication" -> this::stop;
      case "ListParticipantReplicas" -> this::list;
      default -> null;
    };
  }

  private Map<String, Object> start(Call call) {
    TokenAttributes.check(call.input());
    if (call.text(SOURCE).equals(call.text(DESTINATION))) {
      throw ApiException.invalid(DESTINATION, "must be another stage than sourceStageArn");
    }
    Resource destination = account.require(ResourceType.STAGE, call.text(DESTINATION));
    Resource source = lifecycle.requireConnected(call.text(SOURCE), call.text(PARTICIPANT));
    if (!source.attribute(ParticipantLifecycle.PUBLISHING).equals(true)
        || ParticipantLifecycle.isReplica(source)) {
      throw new ApiException(
          "ConflictException", "The participant does not publish on this stage itself");
    }
    if (active(key(call)).isPresent()) {
      throw new ApiException("ConflictException", "The participant is replicated already");
    }
    lifecycle.requireRoomToPublish(destination);
    Map<String, Object> replica = new LinkedHashMap<>();
    replica.put(SOURCE, call.text(SOURCE));
    replica.put(PARTICIPANT, call.text(PARTICIPANT));
    replica.put(DESTINATION, call.text(DESTINATION));
    replica.put(ATTRIBUTES, call.map(ATTRIBUTES));
    replica.put(WINDOW, call.number(WINDOW, 0));
    replica.put(STATE, ACTIVE);
    Resource appeared = appear(key(call), replica, destination, source, call.now());
    emit(appeared, source, "REPLICATION_STARTED", "Participant Replication Start", call.now());
    return Map.of();
  }

  private Resource appear(
      String key, Map<String, Object> replica, Resource destination, Resource source, Instant now) {
    Resource copy = lifecycle.join(destination, request(replica, destination, source), now);
    lifecycle.publish(copy, now);
    account.change(
        source,
        Map.of(
            ParticipantLifecycle.REPLICATION,
            "SOURCE",
            STATE,
            ACTIVE,
            SOURCE,
            "",
            SOURCE_SESSION,
            ""),
        now);
    replica.put(SOURCE_SESSION, sessionId(source));
    replica.put(DESTINATION_SESSION, sessionId(copy));
    return account
        .store()
        .find(ResourceType.REPLICA, key)
        .map(known -> account.update(known, replica, now))
        .orElseGet(
            () ->
                account.create(
                    ResourceType.REPLICA,
                    key,
                    ParticipantLifecycle.stageArn(source),
                    replica,
                    now));
  }

  /**
   * Returns the join request of a replica. The replica's attributes override those of the
   * participant.
   */
  private static JoinRequest request(
      Map<String, Object> replica, Resource destination, Resource source) {
    Map<Object, Object> attributes = new LinkedHashMap<>((Map<?, ?>) source.attribute(ATTRIBUTES));
    attributes.putAll((Map<?, ?>) replica.getOrDefault(ATTRIBUTES, Map.of()));
    return new JoinRequest(
        destination.key(),
        (String) source.attribute(PARTICIPANT),
        (String) source.attribute("userId"),
        attributes,
        true,
        Map.of(
            ParticipantLifecycle.REPLICATION,
            ParticipantLifecycle.REPLICA,
            STATE,
            ACTIVE,
            SOURCE,
            ParticipantLifecycle.stageArn(source),
            SOURCE_SESSION,
            sessionId(source)));
  }

  /** Restores the replicas of a participant that publishes again. */
  @Override
  public void published(Resource participant, Instant now) {
    if (ParticipantLifecycle.isReplica(participant)) {
      return;
    }
    active()
        .filter(replica -> Due.isSet(replica) && isOf(replica, SOURCE, participant))
        .toList()
        .forEach(replica -> reappear(replica, participant, now));
  }

  private void reappear(Resource replica, Resource source, Instant now) {
    Optional<Resource> destination =
        account
            .store()
            .find(ResourceType.STAGE, (String) replica.attribute(DESTINATION))
            .filter(lifecycle::hasRoomToPublish);
    if (destination.isEmpty()) {
      stop(replica, now);
      return;
    }
    Map<String, Object> attributes = new LinkedHashMap<>(replica.attributes());
    attributes.remove(Due.END);
    appear(replica.key(), attributes, destination.get(), source, now);
  }

  /**
   * Stops or pauses the replications of a participant that has stopped publishing. A replica that
   * leaves because its replication is paused does not stop it.
   */
  @Override
  public void unpublished(Resource participant, Instant now) {
    for (Resource replica : active().filter(each -> !Due.isSet(each)).toList()) {
      if (isOf(replica, SOURCE, participant) && mayReturn(replica, participant)) {
        Instant end = now.plusSeconds(((Number) replica.attribute(WINDOW)).longValue());
        leave(account.change(replica, Due.at(end), now), now);
      } else if (isOf(replica, SOURCE, participant) || isOf(replica, DESTINATION, participant)) {
        stop(replica, now);
      }
    }
  }

  private static boolean mayReturn(Resource replica, Resource participant) {
    return ((Number) replica.attribute(WINDOW)).intValue() > 0
        && !ParticipantLifecycle.isExpelled(participant);
  }

  /** Stops the paused replications whose window has passed. Called before any other work. */
  public void settle(Instant now) {
    Due.settle(account, ResourceType.REPLICA, now, this::stop);
  }

  private Map<String, Object> stop(Call call) {
    account.require(ResourceType.STAGE, call.text(SOURCE));
    account.require(ResourceType.STAGE, call.text(DESTINATION));
    stop(
        active(key(call)).orElseThrow(() -> ApiException.notFound(call.text(PARTICIPANT))),
        call.now());
    return Map.of();
  }

  /**
   * Stops a replication. It is marked as stopped first, so that the leaving replica does not stop
   * it again.
   */
  private void stop(Resource replica, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(replica.attributes());
    attributes.remove(Due.END);
    attributes.put(STATE, STOPPED);
    Resource stopped = account.update(replica, attributes, now);
    participant(stopped, DESTINATION, DESTINATION_SESSION)
        .ifPresent(copy -> account.change(copy, Map.of(STATE, STOPPED), now));
    leave(stopped, now);
    participant(stopped, SOURCE, SOURCE_SESSION)
        .ifPresent(
            source -> {
              String state =
                  active().anyMatch(other -> isOf(other, SOURCE, source)) ? ACTIVE : STOPPED;
              emit(
                  stopped,
                  account.change(source, Map.of(STATE, state), now),
                  "REPLICATION_STOPPED",
                  "Participant Replication End",
                  now);
            });
  }

  /**
   * Removes the replica's participant if it still publishes; otherwise it is leaving or stays as a
   * subscriber.
   */
  private void leave(Resource replica, Instant now) {
    participant(replica, DESTINATION, DESTINATION_SESSION)
        .filter(copy -> copy.attribute(ParticipantLifecycle.PUBLISHING).equals(true))
        .ifPresent(copy -> lifecycle.leave(copy, now));
  }

  private void emit(Resource replica, Resource source, String event, String name, Instant now) {
    Object stage = replica.attribute(DESTINATION);
    Object session = replica.attribute(DESTINATION_SESSION);
    lifecycle
        .events()
        .record(source, event, Map.of(DESTINATION, stage, DESTINATION_SESSION, session), now);
    lifecycle.events().replicated(source, name, stage, session, now);
  }

  private Optional<Resource> participant(Resource replica, String stage, String session) {
    String sessionKey =
        StageSessions.key((String) replica.attribute(stage), (String) replica.attribute(session));
    return account
        .store()
        .find(
            ResourceType.PARTICIPANT,
            ParticipantLifecycle.key(sessionKey, (String) replica.attribute(PARTICIPANT)));
  }

  /** Returns whether a participant belongs to a replica on one of its stages, in any session. */
  private static boolean isOf(Resource replica, String stage, Resource participant) {
    return replica.attribute(PARTICIPANT).equals(participant.attribute(PARTICIPANT))
        && replica.attribute(stage).equals(ParticipantLifecycle.stageArn(participant));
  }

  private Stream<Resource> active() {
    return account
        .store()
        .list(ResourceType.REPLICA, Store.NOW)
        .filter(replica -> replica.attribute(STATE).equals(ACTIVE));
  }

  private Optional<Resource> active(String key) {
    return active().filter(replica -> replica.key().equals(key)).findFirst();
  }

  /** Lists replicas. A missing stage is no error, because the operation does not declare one. */
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
