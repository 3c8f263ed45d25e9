package io.streamcat.realtime;

import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;
import static io.streamcat.realtime.IvsRealTimeService.operation;

import io.streamcat.aws.AwsCalls;
import io.streamcat.broadcast.ParticipantEvent;
import io.streamcat.exception.Check;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.model.ListParticipantEventsResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ListParticipantsResponse;
import software.amazon.awssdk.services.ivsrealtime.model.ListStageSessionsResponse;

/** The operations on the participants of stages, their tokens and sessions. */
final class IvsParticipants {

  private static final int PAGE = 100;
  private static final Pattern STAGE =
      Pattern.compile("arn:aws:ivs:[a-z0-9-]+:[0-9]+:stage/[a-zA-Z0-9-]+");
  private static final Pattern SESSION = Pattern.compile("st-[a-zA-Z0-9]{13}");
  private static final Pattern PARTICIPANT = Pattern.compile("[a-zA-Z0-9-_]{1,64}");

  private final IvsRealTimeClient client;
  private final AwsCalls calls;

  IvsParticipants(IvsRealTimeClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /** Repeats the call after any failure, because a lost token is unknown to every caller. */
  ParticipantToken createToken(String stageArn, ParticipantTokenRequest request) {
    checkStage(stageArn);
    return calls.call(
        operation("CreateParticipantToken", stageArn),
        calls.deadline(),
        override ->
            ParticipantMapping.token(
                client
                    .createParticipantToken(
                        r ->
                            r.overrideConfiguration(override)
                                .stageArn(stageArn)
                                .userId(request.userId())
                                .duration(Math.toIntExact(request.duration().toMinutes()))
                                .capabilitiesWithStrings(
                                    request.capabilities().stream()
                                        .map(Enum::name)
                                        .sorted()
                                        .toList())
                                .attributes(request.attributes()))
                    .participantToken(),
                request));
  }

  void disconnect(String stageArn, String participantId, String reason) {
    checkStage(stageArn);
    checkParticipant(participantId);
    Check.length("reason", reason, 0, 128);
    calls.callIfThere(
        operation("DisconnectParticipant", stageArn),
        calls.deadline(),
        override ->
            client.disconnectParticipant(
                r ->
                    r.overrideConfiguration(override)
                        .stageArn(stageArn)
                        .participantId(participantId)
                        .reason(reason)));
  }

  Stream<StageSession> sessions(String stageArn) {
    checkStage(stageArn);
    return calls.pages(
        operation("ListStageSessions", stageArn),
        null,
        (override, token) -> {
          var page =
              client.listStageSessions(
                  r ->
                      r.overrideConfiguration(override)
                          .stageArn(stageArn)
                          .maxResults(PAGE)
                          .nextToken(token));
          required(page.hasStageSessions(), page.stageSessions());
          return page;
        },
        ListStageSessionsResponse::nextToken,
        page ->
            page.stageSessions().stream()
                .filter(s -> s.sessionId() != null)
                .map(s -> session(s.sessionId(), s.startTime(), s.endTime())));
  }

  Optional<StageSession> session(String stageArn, String sessionId) {
    checkStage(stageArn);
    checkSession(sessionId);
    return session(stageArn, sessionId, calls.deadline());
  }

  private Optional<StageSession> session(String stageArn, String sessionId, Instant deadline) {
    return calls.callIfThere(
        operation("GetStageSession", stageArn),
        deadline,
        override -> {
          var session =
              required(
                  client
                      .getStageSession(
                          r ->
                              r.overrideConfiguration(override)
                                  .stageArn(stageArn)
                                  .sessionId(sessionId))
                      .stageSession(),
                  "stage session");
          return session(
              required(session.sessionId(), "session id"), session.startTime(), session.endTime());
        });
  }

  private static StageSession session(
      String id, @Nullable Instant startedAt, @Nullable Instant endedAt) {
    return new StageSession(id, startedAt == null ? Instant.EPOCH : startedAt, endedAt);
  }

  Optional<StageSession> activeSession(String stageArn) {
    checkStage(stageArn);
    Instant deadline = calls.deadline();
    String sessionId =
        calls.call(
            operation("GetStage", stageArn),
            deadline,
            override ->
                orEmpty(
                    required(
                            client
                                .getStage(r -> r.overrideConfiguration(override).arn(stageArn))
                                .stage(),
                            "stage")
                        .activeSessionId()));
    if (sessionId.isEmpty()) {
      return Optional.empty();
    }
    // The session may have ended between the two calls.
    return session(stageArn, sessionId, deadline).filter(session -> session.endedAt() == null);
  }

  Stream<ParticipantSummary> list(String stageArn, String sessionId, ParticipantFilter filter) {
    checkStage(stageArn);
    checkSession(sessionId);
    return calls.pages(
        operation("ListParticipants", stageArn),
        null,
        (override, token) -> {
          var page =
              client.listParticipants(
                  ParticipantMapping.filtered(filter)
                      .overrideConfiguration(override)
                      .stageArn(stageArn)
                      .sessionId(sessionId)
                      .maxResults(PAGE)
                      .nextToken(token)
                      .build());
          required(page.hasParticipants(), page.participants());
          return page;
        },
        ListParticipantsResponse::nextToken,
        page ->
            page.participants().stream()
                .filter(participant -> participant.participantId() != null)
                .map(ParticipantMapping::summary));
  }

  Optional<Participant> get(String stageArn, String sessionId, String participantId) {
    checkStage(stageArn);
    checkSession(sessionId);
    checkParticipant(participantId);
    return calls.callIfThere(
        operation("GetParticipant", stageArn),
        calls.deadline(),
        override ->
            ParticipantMapping.participant(
                client
                    .getParticipant(
                        r ->
                            r.overrideConfiguration(override)
                                .stageArn(stageArn)
                                .sessionId(sessionId)
                                .participantId(participantId))
                    .participant()));
  }

  Stream<ParticipantEvent> events(String stageArn, String sessionId, String participantId) {
    checkStage(stageArn);
    checkSession(sessionId);
    checkParticipant(participantId);
    return calls.pages(
        operation("ListParticipantEvents", stageArn),
        null,
        (override, token) -> {
          var page =
              client.listParticipantEvents(
                  r ->
                      r.overrideConfiguration(override)
                          .stageArn(stageArn)
                          .sessionId(sessionId)
                          .participantId(participantId)
                          .maxResults(PAGE)
                          .nextToken(token));
          required(page.hasEvents(), page.events());
          return page;
        },
        ListParticipantEventsResponse::nextToken,
        page ->
            page.events().stream()
                .filter(event -> event.nameAsString() != null && event.eventTime() != null)
                .map(event -> new ParticipantEvent(event.nameAsString(), event.eventTime())));
  }

  private static void checkStage(String arn) {
    Check.length("stageArn", arn, 1, 128);
    Check.matches("stageArn", arn, STAGE, "the ARN of a stage");
  }

  private static void checkSession(String id) {
    Check.matches("sessionId", id, SESSION, "st- followed by 13 letters and digits");
  }

  private static void checkParticipant(String id) {
    Check.matches("participantId", id, PARTICIPANT, "1 to 64 letters, digits, - and _");
  }
}
