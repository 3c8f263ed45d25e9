package io.streamcat.realtime;

import static io.streamcat.aws.internal.AwsNames.constant;
import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.realtime.ParticipantSummary.ParticipantRecordingState;
import io.streamcat.realtime.ParticipantSummary.ParticipantState;
import io.streamcat.secret.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivsrealtime.model.ListParticipantsRequest;

/** The mapping from the participants of the SDK. */
final class ParticipantMapping {

  private ParticipantMapping() {}

  static ParticipantToken token(
      software.amazon.awssdk.services.ivsrealtime.model.@Nullable ParticipantToken answered,
      ParticipantTokenRequest request) {
    var token = required(answered, "token");
    return new ParticipantToken(
        Secret.of(required(token.token(), "token")),
        required(token.participantId(), "participant id"),
        orEmpty(token.userId()),
        request.capabilities(),
        required(token.expirationTime(), "expiration time"));
  }

  static ListParticipantsRequest.Builder filtered(ParticipantFilter filter) {
    return ListParticipantsRequest.builder()
        .filterByUserId(filter.userId())
        .filterByPublished(filter.published())
        .filterByState(nameOf(filter.state()))
        .filterByRecordingState(nameOf(filter.recordingState()));
  }

  private static @Nullable String nameOf(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  static ParticipantSummary summary(
      software.amazon.awssdk.services.ivsrealtime.model.ParticipantSummary participant) {
    return new ParticipantSummary(
        participant.participantId(),
        orEmpty(participant.userId()),
        state(participant.stateAsString()),
        firstJoined(participant.firstJoinTime()),
        Boolean.TRUE.equals(participant.published()),
        recordingState(participant.recordingStateAsString()));
  }

  static Participant participant(
      software.amazon.awssdk.services.ivsrealtime.model.@Nullable Participant answered) {
    var participant = required(answered, "participant");
    return new Participant(
        new ParticipantSummary(
            required(participant.participantId(), "participant id"),
            orEmpty(participant.userId()),
            state(participant.stateAsString()),
            firstJoined(participant.firstJoinTime()),
            Boolean.TRUE.equals(participant.published()),
            recordingState(participant.recordingStateAsString())),
        participant.attributes(),
        orEmpty(participant.browserName()),
        orEmpty(participant.browserVersion()),
        orEmpty(participant.osName()),
        orEmpty(participant.osVersion()),
        orEmpty(participant.sdkVersion()),
        orEmpty(participant.ispName()),
        orEmpty(participant.protocolAsString()));
  }

  private static Instant firstJoined(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time;
  }

  private static ParticipantState state(@Nullable String name) {
    return constant(ParticipantState.class, name, ParticipantState.DISCONNECTED);
  }

  private static ParticipantRecordingState recordingState(@Nullable String name) {
    return constant(ParticipantRecordingState.class, name, ParticipantRecordingState.DISABLED);
  }
}
