package io.streamcat.channel;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.broadcast.StreamSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ivs.IvsClient;

/**
 * The channels in AWS, independent of users.
 *
 * <p>Implementations are thread-safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a subclass if AWS rejects the call or cannot be reached within the operation timeout.
 */
public interface ChannelService extends ResourceOperations<Channel, ChannelSettings> {

  /**
   * Creates a service on an IVS client.
   *
   * @param client the client; the caller closes it
   * @param calls the executor of AWS calls
   * @return a new service
   */
  static ChannelService create(IvsClient client, AwsCalls calls) {
    return new IvsChannelService(client, calls);
  }

  /**
   * Creates one channel and its stream key, even if responses are lost.
   *
   * <p>The channel is tagged with a random record key unless the settings contain one, so that it
   * is recognised if the response is lost. The stream key of a channel that is found that way may
   * be missing, because lists show it later than the channel. The call waits for the key until the
   * consistency window has passed.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings the other settings
   * @return the channel with its stream key, or without a key if the key was not listed in time;
   *     then {@link #get} returns the key later
   * @throws io.streamcat.exception.OutcomeUnknownException if the channel may exist but could not
   *     be found in time
   * @throws io.streamcat.exception.InvalidInputException if the name is illegal or a setting
   *     exceeds a limit
   */
  @Override
  Channel create(String name, ChannelSettings settings);

  /**
   * Gets a channel with its stream key.
   *
   * @param arn the channel's ARN
   * @return the channel, or empty if it does not exist; its key is null if no key is listed
   */
  @Override
  Optional<Channel> get(String arn);

  /**
   * Gets channels without their stream keys, with one call per 50 channels.
   *
   * @param arns the channels' ARNs
   * @return the existing channels by ARN; unmodifiable
   */
  Map<String, Channel> getAll(Collection<String> arns);

  /**
   * Finds channels by name and tags, ordered by ARN, with their stream keys. The key is null if
   * none is listed.
   *
   * @param name the exact name
   * @param tags the tags that each channel must have
   * @return the channels; a channel created moments ago may be missing
   */
  @Override
  List<Channel> find(String name, Map<String, String> tags);

  /**
   * Lists all channels of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  @Override
  Stream<ResourceSummary> list();

  /**
   * Changes a channel's settings, except for its tags.
   *
   * @param arn the channel's ARN
   * @param settings the new settings
   * @return the channel after the change, without the stream key, which does not change
   * @throws io.streamcat.exception.ResourceConflictException if the channel is live
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel does not exist
   */
  @Override
  Channel update(String arn, ChannelSettings settings);

  /**
   * Deletes a channel and its stream key. A channel that does not exist counts as deleted.
   *
   * <p>If the channel is live, its stream key is deleted and its stream is stopped. The call waits
   * for the end of the stream until the operation timeout.
   *
   * @param arn the channel's ARN
   * @throws io.streamcat.exception.ResourceConflictException if the stream did not end in time
   */
  @Override
  void delete(String arn);

  /**
   * Returns whether a channel is live now.
   *
   * @param arn the channel's ARN
   * @return false if the channel is not live or does not exist
   */
  boolean isLive(String arn);

  /**
   * Lists the live streams of all channels of the account and region, with one call per hundred
   * streams.
   *
   * @return the streams by the ARN of their channel; a stream that began moments ago may be
   *     missing; unmodifiable
   */
  Map<String, LiveStream> liveStreams();

  /**
   * Gets a broadcast that AWS still stores, live or ended.
   *
   * @param channelArn the channel's ARN
   * @param streamId AWS's id of the broadcast
   * @return the broadcast, or empty if AWS does not have it yet or any longer
   */
  Optional<StreamSession> streamSession(String channelArn, String streamId);

  /**
   * Lists the broadcasts of a channel that AWS still stores, a page at a time as the stream is
   * consumed.
   *
   * @param channelArn the channel's ARN
   * @return a lazy stream of ids, latest first; empty if the channel does not exist
   */
  Stream<String> streamSessions(String channelArn);

  /**
   * Sends text to the players of all viewers of a channel, in time with the video.
   *
   * <p>The call is not repeated if the text may have arrived.
   *
   * @param channelArn the ARN of a live channel
   * @param metadata 1 to 1,024 bytes in UTF-8
   * @throws io.streamcat.exception.InvalidInputException if the text is empty or too long
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel is not live or does not
   *     exist
   * @throws io.streamcat.exception.OutcomeUnknownException if the text may have been sent
   */
  void putMetadata(String channelArn, String metadata);

  /**
   * Stops a channel's live stream and waits for its end, until the operation timeout. A channel
   * that is not live or does not exist counts as stopped.
   *
   * <p>An encoder that has the stream key can begin a new stream immediately, so delete the key
   * first.
   *
   * @param arn the channel's ARN
   * @throws io.streamcat.exception.ResourceConflictException if the stream did not end in time
   */
  void stopStream(String arn);

  /**
   * Lists a channel's stream keys. AWS allows one per channel.
   *
   * @param channelArn the channel's ARN
   * @return the ARNs of the keys; a key created moments ago may be missing, and a deleted key may
   *     still be listed
   */
  List<String> streamKeys(String channelArn);

  /**
   * Creates a stream key for a channel without one, exactly once.
   *
   * <p>AWS allows one key per channel, so no other key exists when this method returns.
   *
   * @param channelArn the channel's ARN
   * @param tags the tags of the key, in addition to one that identifies it; a policy for one
   *     namespace requires the namespace's
   * @return the key
   * @throws io.streamcat.exception.InvalidInputException if a tag breaks a limit of AWS
   * @throws io.streamcat.exception.QuotaExceededException if the channel has a key, even if it is
   *     not listed yet
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel does not exist
   * @throws io.streamcat.exception.OutcomeUnknownException if the key may exist but could not be
   *     found in time
   */
  StreamKey createStreamKey(String channelArn, Map<String, String> tags);

  /**
   * Deletes a stream key. Encoders can no longer begin a stream with it; a running stream
   * continues. A key that does not exist counts as deleted.
   *
   * @param arn the key's ARN
   */
  void deleteStreamKey(String arn);
}
