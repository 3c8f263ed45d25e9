package io.streamcat.operations;

import io.streamcat.exception.Check;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.ParticipantFilter;
import io.streamcat.realtime.ParticipantSummary;
import io.streamcat.realtime.ParticipantSummary.ParticipantState;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageRole;
import io.streamcat.realtime.StageSession;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class DefaultUserStages implements UserStages {

  private final Owners owners;
  private final RealTimeService stages;
  private final @Nullable ParticipantTokenSigner signer;

  DefaultUserStages(
      UserProvisioner users, RealTimeService stages, @Nullable ParticipantTokenSigner signer) {
    this.owners = new Owners(users);
    this.stages = stages;
    this.signer = signer;
  }

  @Override
  public ParticipantToken token(UserId owner, UserId participant, StageRole role) {
    return token(owner, request(owner, participant, role));
  }

  private static ParticipantTokenRequest request(UserId owner, UserId participant, StageRole role) {
    Check.that(
        role != StageRole.HOST || participant.equals(owner),
        "role",
        "GUEST or VIEWER for any participant but the owner",
        "is " + role);
    return ParticipantTokenRequest.builder().userId(participant.value()).role(role).build();
  }

  @Override
  public ParticipantToken token(UserId owner, ParticipantTokenRequest request) {
    Stage stage = stageForToken(owner, request);
    return signer == null
        ? stages.createParticipantToken(stage.arn(), request)
        : signer.sign(stage, request);
  }

  @Override
  public ParticipantToken exchange(
      UserId owner, String participantId, UserId participant, StageRole role) {
    return exchange(owner, participantId, request(owner, participant, role));
  }

  @Override
  public ParticipantToken exchange(
      UserId owner, String participantId, ParticipantTokenRequest request) {
    if (signer == null) {
      throw new StreamCatException(
          "AWS exchanges only tokens that are signed with a key pair: set"
              + " StreamCatBuilder.participantSigningKey",
          false,
          null);
    }
    return signer.exchange(stageForToken(owner, request), participantId, request);
  }

  @Override
  public Optional<StageSession> activeSession(UserId owner) {
    return stages.activeSession(stage(owner).arn());
  }

  @Override
  public Stream<StageSession> sessions(UserId owner) {
    return stages.sessions(stage(owner).arn());
  }

  @Override
  public Stream<ParticipantSummary> participants(
      UserId owner, String sessionId, ParticipantFilter filter) {
    return stages.participants(stage(owner).arn(), sessionId, filter);
  }

  @Override
  public void disconnect(UserId owner, String participantId, String reason) {
    stages.disconnectParticipant(stage(owner).arn(), participantId, reason);
  }

  @Override
  public int kick(UserId owner, UserId participant, String reason) {
    Check.length("reason", reason, 0, 128);
    String stageArn = stage(owner).arn();
    // AWS applies one filter per call, and a user has fewer participants than the stage.
    List<ParticipantSummary> present =
        stages.activeSession(stageArn).stream()
            .flatMap(
                session ->
                    stages.participants(
                        stageArn, session.id(), ParticipantFilter.ofUser(participant.value())))
            .filter(found -> found.state() == ParticipantState.CONNECTED)
            .toList();
    present.forEach(found -> stages.disconnectParticipant(stageArn, found.id(), reason));
    return present.size();
  }

  private Stage stageForToken(UserId owner, ParticipantTokenRequest request) {
    Stage stage = owners.requireNotSuspended(owner, ResourceKind.STAGE, User::stage);
    owners.refuseSuspended(request.userId(), owner);
    return stage;
  }

  private Stage stage(UserId owner) {
    return owners.require(owner, ResourceKind.STAGE, User::stage);
  }
}
