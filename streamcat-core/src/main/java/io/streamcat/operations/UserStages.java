package io.streamcat.operations;

import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.ParticipantFilter;
import io.streamcat.realtime.ParticipantSummary;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.RealTimeService;
import io.streamcat.realtime.StageRole;
import io.streamcat.realtime.StageSession;
import io.streamcat.user.UserId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stages of users: who comes on them, as what, and who has to go.
 *
 * <p>Stages are named by the user they belong to. Whether the one who asks may do so, invite guests
 * for example, is the application's to decide. Thread safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.UserNotFoundException} if the owner is not
 * known, {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner has no stage
 * yet, and {@link io.streamcat.exception.AwsException} or a child of it if AWS refuses or cannot be
 * reached.
 */
public interface UserStages {

  /**
   * Creates an instance.
   *
   * @param users finds the stages of users
   * @param stages calls AWS
   * @param signer issues tokens, or null to have AWS issue them
   * @return a new instance
   */
  static UserStages create(
      UserProvisioner users, RealTimeService stages, @Nullable ParticipantTokenSigner signer) {
    return new DefaultUserStages(users, stages, signer);
  }

  /**
   * Issues a token that can be used to join for 12 hours.
   *
   * @param owner whose stage
   * @param participant who comes; everyone on the stage is told the id
   * @param role as what
   * @return a token for one participant
   * @throws io.streamcat.exception.InvalidInputException if somebody but the owner is to be {@link
   *     StageRole#HOST}
   */
  ParticipantToken token(UserId owner, UserId participant, StageRole role);

  /**
   * Issues a token, with everything IVS lets an application choose.
   *
   * @param owner whose stage
   * @param request who may do what, and for how long
   * @return a token for one participant
   */
  ParticipantToken token(UserId owner, ParticipantTokenRequest request);

  /**
   * Gets the session that goes on.
   *
   * @param owner whose stage
   * @return the session, or empty if nobody is on the stage
   */
  Optional<StageSession> activeSession(UserId owner);

  /**
   * Lists the sessions of a stage, a page at a time as the stream is consumed.
   *
   * @param owner whose stage
   * @return a lazy stream, in AWS's order
   */
  Stream<StageSession> sessions(UserId owner);

  /**
   * Lists the participants of a session, a page at a time as the stream is consumed.
   *
   * @param owner whose stage
   * @param sessionId the session's id
   * @param filter which of them
   * @return a lazy stream; empty if there is no such session
   */
  Stream<ParticipantSummary> participants(UserId owner, String sessionId, ParticipantFilter filter);

  /**
   * Lists who is on a stage now, a page at a time as the stream is consumed.
   *
   * @param owner whose stage
   * @return a lazy stream; empty if nobody is
   */
  default Stream<ParticipantSummary> present(UserId owner) {
    return activeSession(owner).stream()
        .flatMap(session -> participants(owner, session.id(), ParticipantFilter.connected()));
  }

  /**
   * Takes one participant off a stage; one that is not on it counts as taken off.
   *
   * @param owner whose stage
   * @param participantId what the participant is called on the stage
   * @param reason what is recorded as the reason, at most 128 characters, possibly empty
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   */
  void disconnect(UserId owner, String participantId, String reason);

  /**
   * Takes a user off a stage, from however many devices the user has joined.
   *
   * <p>A token the user holds and has not used yet still works: IVS cannot take it back.
   *
   * @param owner whose stage
   * @param participant who has to go
   * @param reason what is recorded as the reason, at most 128 characters, possibly empty
   * @return how many participants were taken off
   * @throws io.streamcat.exception.InvalidInputException if the reason is too long
   */
  int kick(UserId owner, UserId participant, String reason);
}
