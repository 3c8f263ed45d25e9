package io.streamcat.realtime;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.broadcast.ParticipantEvent;
import io.streamcat.signing.PublicKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * The stages in AWS and their participants, independent of users.
 *
 * <p>Implementations are thread-safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a subclass if AWS rejects the call or cannot be reached within the operation timeout.
 */
public interface RealTimeService extends ResourceOperations<Stage, StageSettings> {

  /**
   * Creates a service on an IVS Real-Time client.
   *
   * @param client the client; the caller closes it
   * @param calls the executor of AWS calls
   * @return a new service
   */
  static RealTimeService create(IvsRealTimeClient client, AwsCalls calls) {
    return new IvsRealTimeService(client, calls);
  }

  /**
   * Creates one stage, even if responses are lost.
   *
   * <p>The stage is tagged with a random record key unless the settings contain one, so that it is
   * recognised if the response is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings the other settings
   * @return the stage
   * @throws io.streamcat.exception.OutcomeUnknownException if the stage may exist but could not be
   *     found in time
   * @throws io.streamcat.exception.InvalidInputException if the name is illegal or a setting
   *     exceeds a limit
   */
  @Override
  Stage create(String name, StageSettings settings);

  /**
   * Gets a stage.
   *
   * @param arn the stage's ARN
   * @return the stage, or empty if it does not exist
   */
  @Override
  Optional<Stage> get(String arn);

  /**
   * Finds stages by name and tags, ordered by ARN.
   *
   * <p>ListStages has no filter, so this method pages through all stages of the account and region.
   *
   * @param name the exact name
   * @param tags the tags that each stage must have
   * @return the stages; a stage created moments ago may be missing
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
   * Changes a stage's settings, except for its tags.
   *
   * @param arn the stage's ARN
   * @param settings the new settings
   * @return the stage after the change
   * @throws io.streamcat.exception.ResourceNotFoundException if the stage does not exist
   */
  @Override
  Stage update(String arn, StageSettings settings);

  /**
   * Deletes a stage and disconnects its participants. A stage that does not exist counts as
   * deleted.
   *
   * @param arn the stage's ARN
   */
  @Override
  void delete(String arn);

  /**
   * Requests a token from AWS, which allows 50 a second for the account and region.
   *
   * @param stageArn the stage's ARN
   * @param request the user, the permissions and the lifetime of the token
   * @return a token for one participant
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not that of a stage
   * @throws io.streamcat.exception.ResourceNotFoundException if the stage does not exist
   */
  ParticipantToken createParticipantToken(String stageArn, ParticipantTokenRequest request);

  /**
   * Disconnects a participant. A participant who is not on the stage counts as disconnected.
   *
   * @param stageArn the stage's ARN
   * @param participantId the participant's id on the stage
   * @param reason the recorded reason, at most 128 characters; may be empty
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  void disconnectParticipant(String stageArn, String participantId, String reason);

  /**
   * Lists a stage's sessions, a page at a time as the stream is consumed.
   *
   * @param stageArn the stage's ARN
   * @return a lazy stream, in AWS's order; empty if the stage does not exist
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not that of a stage
   */
  Stream<StageSession> sessions(String stageArn);

  /**
   * Gets a session.
   *
   * @param stageArn the stage's ARN
   * @param sessionId the session's id
   * @return the session, or empty if it does not exist
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  Optional<StageSession> session(String stageArn, String sessionId);

  /**
   * Gets the active session.
   *
   * @param stageArn the stage's ARN
   * @return the session, or empty if the stage has no participants
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not that of a stage
   * @throws io.streamcat.exception.ResourceNotFoundException if the stage does not exist
   */
  Optional<StageSession> activeSession(String stageArn);

  /**
   * Lists the participants of a session, a page at a time as the stream is consumed.
   *
   * @param stageArn the stage's ARN
   * @param sessionId the session's id
   * @param filter the filter of the participants
   * @return a lazy stream; empty if the session does not exist
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  Stream<ParticipantSummary> participants(
      String stageArn, String sessionId, ParticipantFilter filter);

  /**
   * Gets a participant of a session.
   *
   * @param stageArn the stage's ARN
   * @param sessionId the session's id
   * @param participantId the participant's id on the stage
   * @return the participant, or empty if there is none
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  Optional<Participant> participant(String stageArn, String sessionId, String participantId);

  /**
   * Lists the events of a participant in a session, a page at a time as the stream is consumed. AWS
   * documents no order of the events.
   *
   * @param stageArn the stage's ARN
   * @param sessionId the session's id
   * @param participantId the participant's id on the stage
   * @return a lazy stream; empty if the session does not exist
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  Stream<ParticipantEvent> participantEvents(
      String stageArn, String sessionId, String participantId);

  /**
   * Returns the keys with which AWS verifies the tokens of a {@link ParticipantTokenSigner}.
   *
   * @return the public keys of the account and region
   */
  PublicKeys publicKeys();
}
