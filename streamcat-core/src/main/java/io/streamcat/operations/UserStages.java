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
 * The stages of users: tokens, sessions and participants.
 *
 * <pre>{@code
 * ParticipantToken token = streamcat.stages().token(todd.id(), alice.id(), StageRole.GUEST);
 * streamcat.stages().kick(todd.id(), alice.id(), "spam");
 * }</pre>
 *
 * <p>A stage is named by its owner. The application decides whether the caller may, for example,
 * invite guests. Thread-safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.UserNotFoundException} if the owner does not
 * exist, {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner has no stage
 * yet, and {@link io.streamcat.exception.AwsException} or a subclass if AWS rejects the call or
 * cannot be reached.
 */
public interface UserStages {

  /**
   * Creates an instance.
   *
   * @param users the provisioner, which finds the stages of users
   * @param stages the stages in AWS
   * @param signer the signer of tokens, or null to request tokens from AWS
   * @return a new instance
   */
  static UserStages create(
      UserProvisioner users, RealTimeService stages, @Nullable ParticipantTokenSigner signer) {
    return new DefaultUserStages(users, stages, signer);
  }

  /**
   * Issues a token with which a user can join within 12 hours.
   *
   * @param owner the owner of the stage
   * @param participant the user; everyone on the stage sees the id
   * @param role the role
   * @return a token for one participant
   * @throws io.streamcat.exception.InvalidInputException if the role is {@link StageRole#HOST} for
   *     another user than the owner
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the participant is
   *     suspended
   */
  ParticipantToken token(UserId owner, UserId participant, StageRole role);

  /**
   * Issues a token with all the settings that IVS offers.
   *
   * @param owner the owner of the stage
   * @param request the user, the permissions and the lifetime of the token
   * @return a token for one participant
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the participant is
   *     suspended
   */
  ParticipantToken token(UserId owner, ParticipantTokenRequest request);

  /**
   * Issues a token that changes the role of a participant who is on the stage, without a reconnect.
   * The participant's client passes it to {@code exchangeToken} of the IVS broadcast SDK and keeps
   * its participant id.
   *
   * <p>The application must verify that the participant id belongs to the user, for example by
   * storing {@link ParticipantToken#participantId()} with the first token.
   *
   * @param owner the owner of the stage
   * @param participantId the participant's id on the stage
   * @param participant the user; everyone on the stage sees the id
   * @param role the new role
   * @return a token for the same participant
   * @throws io.streamcat.exception.InvalidInputException if the role is {@link StageRole#HOST} for
   *     another user than the owner, or the participant id is not 12 letters and digits
   * @throws io.streamcat.exception.StreamCatException if tokens are not signed with a key: AWS
   *     exchanges no tokens that it has issued itself
   */
  ParticipantToken exchange(UserId owner, String participantId, UserId participant, StageRole role);

  /**
   * Issues a token that changes the user id, the permissions or the attributes of a participant who
   * is on the stage, as {@link #exchange(UserId, String, UserId, StageRole)} does.
   *
   * @param owner the owner of the stage
   * @param participantId the participant's id on the stage
   * @param request the new user id, permissions, attributes and lifetime
   * @return a token for the same participant
   * @throws io.streamcat.exception.InvalidInputException if the participant id is not 12 letters
   *     and digits
   * @throws io.streamcat.exception.StreamCatException if tokens are not signed with a key
   */
  ParticipantToken exchange(UserId owner, String participantId, ParticipantTokenRequest request);

  /**
   * Gets the active session.
   *
   * @param owner the owner of the stage
   * @return the session, or empty if the stage has no participants
   */
  Optional<StageSession> activeSession(UserId owner);

  /**
   * Lists the sessions of a stage, a page at a time as the stream is consumed.
   *
   * @param owner the owner of the stage
   * @return a lazy stream, in AWS's order
   */
  Stream<StageSession> sessions(UserId owner);

  /**
   * Lists the participants of a session, a page at a time as the stream is consumed.
   *
   * @param owner the owner of the stage
   * @param sessionId the session's id
   * @param filter the filter of the participants
   * @return a lazy stream; empty if the session does not exist
   */
  Stream<ParticipantSummary> participants(UserId owner, String sessionId, ParticipantFilter filter);

  /**
   * Lists the participants who are on a stage now, a page at a time as the stream is consumed.
   *
   * @param owner the owner of the stage
   * @return a lazy stream; empty if the stage has no participants
   */
  default Stream<ParticipantSummary> present(UserId owner) {
    return activeSession(owner).stream()
        .flatMap(session -> participants(owner, session.id(), ParticipantFilter.connected()));
  }

  /**
   * Disconnects one participant. A participant who is not on the stage counts as disconnected.
   *
   * @param owner the owner of the stage
   * @param participantId the participant's id on the stage
   * @param reason the recorded reason, at most 128 characters; may be empty
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  void disconnect(UserId owner, String participantId, String reason);

  /**
   * Disconnects a user on all devices.
   *
   * <p>An unused token of the user remains valid, because IVS cannot revoke it.
   *
   * @param owner the owner of the stage
   * @param participant the user to disconnect
   * @param reason the recorded reason, at most 128 characters; may be empty
   * @return the number of disconnected participants
   * @throws io.streamcat.exception.InvalidInputException if the reason is too long
   */
  int kick(UserId owner, UserId participant, String reason);
}
