package io.streamcat.broadcast;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The live streams, stream sessions and participant events that AWS reports, by which {@link
 * Broadcasts#repair()} corrects broadcasts and publications. {@code StreamCat} asks its {@code
 * ChannelService} and its {@code RealTimeService} at background priority.
 *
 * <p>Implementations must be thread-safe. They report a failure of AWS as {@link
 * io.streamcat.exception.AwsException}.
 */
public interface SessionSource {

  /**
   * Returns the live streams.
   *
   * @return the streams by the ARN of their channel
   * @throws io.streamcat.exception.StreamCatException if AWS fails
   */
  Map<String, LiveStream> liveStreams();

  /**
   * Returns the ids of a channel's stream sessions.
   *
   * @param channelArn the ARN of the channel
   * @return the ids of the sessions that AWS still has, newest first
   * @throws io.streamcat.exception.StreamCatException if AWS fails
   */
  List<String> streamSessions(String channelArn);

  /**
   * Finds a stream session.
   *
   * @param channelArn the ARN of the channel
   * @param streamId the id of the session
   * @return the session, or empty if AWS no longer has it
   * @throws io.streamcat.exception.StreamCatException if AWS fails
   */
  Optional<StreamSession> streamSession(String channelArn, String streamId);

  /**
   * Returns the events of a participant in a session of a stage.
   *
   * @param stageArn the ARN of the stage
   * @param sessionId the id of the stage session
   * @param participantId the id of the participant
   * @return the events in any order; empty if AWS no longer has the session
   * @throws io.streamcat.exception.StreamCatException if AWS fails
   */
  List<ParticipantEvent> participantEvents(String stageArn, String sessionId, String participantId);
}
