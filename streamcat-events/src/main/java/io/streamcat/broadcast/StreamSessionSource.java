package io.streamcat.broadcast;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The live streams and stream sessions that AWS reports, by which {@link Broadcasts#repair()}
 * corrects broadcasts whose events were lost. {@code StreamCat} asks its {@code ChannelService} at
 * background priority.
 *
 * <p>Implementations must be thread-safe. They report a failure of AWS as {@link
 * io.streamcat.exception.AwsException}.
 */
public interface StreamSessionSource {

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
}
