package io.streamcat.realtime;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.signing.PublicKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * Stages in AWS, and who is on them. It knows nothing of users.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface RealTimeService extends ResourceOperations<Stage, StageSettings> {

  /**
   * Creates a service on an IVS Real-Time client.
   *
   * @param client the client; it stays the caller's to close
   * @param calls how calls are made
   * @return a new service
   */
  static RealTimeService create(IvsRealTimeClient client, AwsCalls calls) {
    return new IvsRealTimeService(client, calls);
  }

  /**
   * Creates one stage, whatever becomes of the answers.
   *
   * <p>The stage is tagged with a record unless the settings hold one, so that it is recognised if
   * the answer is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings everything else
   * @return the stage
   * @throws io.streamcat.exception.OutcomeUnknownException if it may exist but could not be found
   *     in time
   * @throws io.streamcat.exception.InvalidInputException if the name is not legal or a setting
   *     breaks a limit
   */
  @Override
  Stage create(String name, StageSettings settings);

  /**
   * Gets a stage.
   *
   * @param arn the stage's ARN
   * @return the stage, or empty if there is none
   */
  @Override
  Optional<Stage> get(String arn);

  /**
   * Finds stages by name and tags, ordered by ARN.
   *
   * <p>ListStages has no filter: all stages of the account and region are paged through.
   *
   * @param name the exact name
   * @param tags tags they all must have
   * @return the stages found; a stage created moments ago may not be among them
   */
  @Override
  List<Stage> find(String name, Map<String, String> tags);

  /**
   * Lists all stages of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  @Override
  Stream<ResourceSummary> list();

  /**
   * Changes a stage's settings; tags are left alone.
   *
   * @param arn the stage's ARN
   * @param settings the settings to have
   * @return the stage as it is now
   * @throws io.streamcat.exception.ResourceNotFoundException if there is none
   */
  @Override
  Stage update(String arn, StageSettings settings);

  /**
   * Deletes a stage, disconnecting everyone on it; a stage that does not exist counts as deleted.
   *
   * @param arn the stage's ARN
   */
  @Override
  void delete(String arn);

  /**
   * Has AWS issue a token; the limit is 50 a second for the account and region.
   *
   * @param stageArn the stage's ARN
   * @param request who may do what, and for how long
   * @return a token for one participant
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a stage's
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such stage
   */
  ParticipantToken createParticipantToken(String stageArn, ParticipantTokenRequest request);

  /**
   * Takes a participant off a stage; one that is not on it counts as taken off.
   *
   * @param stageArn the stage's ARN
   * @param participantId what the participant is called on the stage
   * @param reason what is recorded as the reason, at most 128 characters, possibly empty
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   */
  void disconnectParticipant(String stageArn, String participantId, String reason);

  /**
   * Lists a stage's sessions, a page at a time as the stream is consumed.
   *
   * @param stageArn the stage's ARN
   * @return a lazy stream, in AWS's order; empty if there is no such stage
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a stage's
   */
  Stream<StageSession> sessions(String stageArn);

  /**
   * Gets a session.
   *
   * @param stageArn the stage's ARN
   * @param sessionId the session's id
   * @return the session, or empty if there is none
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   */
  Optional<StageSession> session(String stageArn, String sessionId);

  /**
   * Gets the session that goes on.
   *
   * @param stageArn the stage's ARN
   * @return the session, or empty if nobody is on the stage
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not a stage's
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such stage
   */
  Optional<StageSession> activeSession(String stageArn);

  /**
   * Lists the participants of a session, a page at a time as the stream is consumed.
   *
   * @param stageArn the stage's ARN
   * @param sessionId the session's id
   * @param filter which of them
   * @return a lazy stream; empty if there is no such session
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   */
  Stream<ParticipantSummary> participants(
      String stageArn, String sessionId, ParticipantFilter filter);

  /**
   * Gets a participant of a session.
   *
   * @param stageArn the stage's ARN
   * @param sessionId the session's id
   * @param participantId what the participant is called on the stage
   * @return the participant, or empty if there is none
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   */
  Optional<Participant> participant(String stageArn, String sessionId, String participantId);

  /**
   * Returns the keys with which AWS verifies the tokens of a {@link ParticipantTokenSigner}.
   *
   * @return the public keys of the account and region
   */
  PublicKeys publicKeys();
}
