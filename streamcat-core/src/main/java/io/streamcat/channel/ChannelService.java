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
 * Channels in AWS. It knows nothing of users.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface ChannelService extends ResourceOperations<Channel, ChannelSettings> {

  /**
   * Creates a service on an IVS client.
   *
   * @param client the client; it stays the caller's to close
   * @param calls how calls are made
   * @return a new service
   */
  static ChannelService create(IvsClient client, AwsCalls calls) {
    return new IvsChannelService(client, calls);
  }

  /**
   * Creates one channel and its stream key, whatever becomes of the answers.
   *
   * <p>The channel is tagged with a record unless the settings hold one, so that it is recognised
   * if the answer is lost. A channel found that way may still miss its stream key, which lists show
   * later than the channel; it is waited for until the consistency window has passed.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings everything else
   * @return the channel with its stream key, or with none if its stream key was not listed in time;
   *     then {@link #get} returns the key later
   * @throws io.streamcat.exception.OutcomeUnknownException if it may exist but could not be found
   *     in time
   * @throws io.streamcat.exception.InvalidInputException if the name is not legal or a setting
   *     breaks a limit
   */
  @Override
  Channel create(String name, ChannelSettings settings);

  /**
   * Gets a channel with its stream key.
   *
   * @param arn the channel's ARN
   * @return the channel, or empty if there is none; its key is null if no key is listed
   */
  @Override
  Optional<Channel> get(String arn);

  /**
   * Gets channels without their stream keys, with one call for every 50 of them.
   *
   * @param arns the channels' ARNs
   * @return the channels by ARN; one that does not exist is missing. Unmodifiable
   */
  Map<String, Channel> getAll(Collection<String> arns);

  /**
   * Finds channels by name and tags, ordered by ARN, with their stream keys; the key of a channel
   * for which none is listed is null.
   *
   * @param name the exact name
   * @param tags tags they all must have
   * @return the channels found; a channel created moments ago may not be among them
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
   * Changes a channel's settings; tags are left alone.
   *
   * @param arn the channel's ARN
   * @param settings the settings to have
   * @return the channel as it is now; without the stream key, which stays the same and is not asked
   *     for
   * @throws io.streamcat.exception.ResourceConflictException if it is live
   * @throws io.streamcat.exception.ResourceNotFoundException if there is none
   */
  @Override
  Channel update(String arn, ChannelSettings settings);

  /**
   * Deletes a channel and its stream key; a channel that does not exist counts as deleted.
   *
   * <p>If it is live, its stream key is deleted, the stream stopped and its end waited for, until
   * the operation timeout.
   *
   * @param arn the channel's ARN
   * @throws io.streamcat.exception.ResourceConflictException if it did not stop being live in time
   */
  @Override
  void delete(String arn);

  /**
   * Returns whether a channel is live now.
   *
   * @param arn the channel's ARN
   * @return false if nothing is broadcast, or there is no such channel
   */
  boolean isLive(String arn);

  /**
   * Lists the live streams of all channels of the account and region, with one call for every
   * hundred streams.
   *
   * @return the streams by the ARN of their channel; unmodifiable. A stream that began moments ago
   *     may be missing
   */
  Map<String, LiveStream> liveStreams();

  /**
   * Gets a broadcast that AWS remembers, live or over.
   *
   * @param channelArn the channel's ARN
   * @param streamId identifies the broadcast
   * @return the broadcast, or empty if AWS does not know it, not yet or not any more
   */
  Optional<StreamSession> streamSession(String channelArn, String streamId);

  /**
   * Lists the broadcasts of a channel that AWS remembers, a page at a time as the stream is
   * consumed.
   *
   * @param channelArn the channel's ARN
   * @return a lazy stream of their ids, the latest first; empty if there is no such channel
   */
  Stream<String> streamSessions(String channelArn);

  /**
   * Sends text to the players of everyone who watches a channel, in time with the picture.
   *
   * <p>It is not sent again if it is not known whether it has arrived.
   *
   * @param channelArn the ARN of a channel that is live
   * @param metadata 1 to 1,024 bytes in UTF-8
   * @throws io.streamcat.exception.InvalidInputException if the text is empty or too long
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel is not live, or there
   *     is none
   * @throws io.streamcat.exception.OutcomeUnknownException if it may have been sent
   */
  void putMetadata(String channelArn, String metadata);

  /**
   * Stops a channel's live stream and waits for its end, until the operation timeout; a channel
   * that is not live, or does not exist, counts as stopped.
   *
   * <p>An encoder that has the stream key may begin a new stream at once: delete the key first.
   *
   * @param arn the channel's ARN
   * @throws io.streamcat.exception.ResourceConflictException if the stream did not end in time
   */
  void stopStream(String arn);

  /**
   * Lists a channel's stream keys, of which AWS allows one.
   *
   * @param channelArn the channel's ARN
   * @return their ARNs; a key created moments ago may be missing and a deleted one be there
   */
  List<String> streamKeys(String channelArn);

  /**
   * Creates a stream key for a channel that has none, exactly once.
   *
   * <p>AWS allows one key for a channel, so that there is no other one when this returns.
   *
   * @param channelArn the channel's ARN
   * @return the key
   * @throws io.streamcat.exception.QuotaExceededException if the channel has a key, whether it is
   *     listed or not
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such channel
   * @throws io.streamcat.exception.OutcomeUnknownException if it may exist but could not be found
   *     in time
   */
  StreamKey createStreamKey(String channelArn);

  /**
   * Deletes a stream key, so that no encoder can begin a stream with it any more; a stream under
   * way continues. A key that does not exist counts as deleted.
   *
   * @param arn the key's ARN
   */
  void deleteStreamKey(String arn);
}
