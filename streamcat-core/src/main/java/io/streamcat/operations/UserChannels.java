package io.streamcat.operations;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The channels of users: their live state, and the operations on them.
 *
 * <pre>{@code
 * Ingest ingest = streamcat.channels().ingest(todd.id()); // for the user's encoder
 * for (LiveUser live : streamcat.channels().live()) {
 *   show(live.user().username(), live.stream().viewerCount() + " viewers");
 * }
 * }</pre>
 *
 * <p>A channel is named by its owner. The application decides whether the caller may use it.
 * Thread-safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.UserNotFoundException} if the owner does not
 * exist, and {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner has no
 * channel yet.
 */
public interface UserChannels {

  /** The default maximum age of the live state: five seconds. */
  Duration MAX_AGE = Duration.ofSeconds(5);

  /**
   * Creates an instance.
   *
   * @param users the provisioner, which finds and changes the channels of users
   * @param channels the channels in AWS
   * @param clock the clock
   * @param maxAge the maximum age of the live state
   * @return a new instance
   */
  static UserChannels create(
      UserProvisioner users, ChannelService channels, Clock clock, Duration maxAge) {
    return new DefaultUserChannels(users, channels, clock, maxAge);
  }

  /**
   * Returns the URL and the stream key with which a user's encoder publishes. If the store does not
   * contain the stream key, which is the default, three calls fetch it from AWS.
   *
   * @param owner the owner of the channel
   * @return the URL, the stream key and the SRT passphrase
   * @throws io.streamcat.exception.UserSuspendedException if the user is suspended
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no channel, or
   *     AWS lists no stream key for it, for example immediately after a rotation
   * @throws io.streamcat.exception.AwsException if the key is not stored, and AWS rejects the call
   *     or cannot be reached
   */
  Ingest ingest(UserId owner);

  /**
   * Returns all live users with their streams.
   *
   * <p>Most calls need no AWS call, like {@link #state}, and one query for every hundred streams.
   * Streams of channels without a user and of suspended users are left out.
   *
   * @return the users, ordered by the number of viewers, most first; unmodifiable
   * @throws io.streamcat.exception.AwsException as {@link #state} throws it
   * @throws io.streamcat.exception.StreamCatException as {@link #state} throws it
   */
  List<LiveUser> live();

  /**
   * Returns whether a user is live, since when, and the number of viewers.
   *
   * <p>Most calls need no AWS call, because all live streams are fetched together, at most every
   * {@link #MAX_AGE}. If AWS cannot be reached, the last known state is returned, with its time.
   *
   * @param owner the owner of the channel
   * @return the latest known state
   * @throws io.streamcat.exception.AwsException if AWS rejects the call or cannot be reached, and
   *     no state is known; further calls within {@link #MAX_AGE} do not ask AWS again
   * @throws io.streamcat.exception.StreamCatException if no state is known yet, and another thread
   *     has been fetching it for {@link #MAX_AGE}
   */
  LiveState state(UserId owner);

  /**
   * Ends the broadcast of a user and prevents the encoder from reconnecting. The stream is stopped
   * immediately, regardless of pending changes and of other workers. Then the stream key is revoked
   * and replaced, like {@link UserProvisioner#rotateStreamKey(UserId, LiveChannelPolicy)} does.
   *
   * @param owner the owner of the channel
   * @return the user, with the new key; without a key if the user is suspended
   * @throws io.streamcat.exception.AwsException if the stream could not be stopped; the key is
   *     unchanged
   * @throws io.streamcat.exception.UserBusyException if the stream is stopped and the key is
   *     unchanged, because another worker holds the lease
   * @throws io.streamcat.exception.ProvisioningException if the stream is stopped and the key could
   *     not be replaced; recovery continues
   */
  User stop(UserId owner);

  /**
   * Sends text to the players of all viewers of a user, in time with the video.
   *
   * @param owner the owner of the channel, which must be live
   * @param metadata 1 to 1,024 bytes in UTF-8
   * @throws io.streamcat.exception.InvalidInputException if the text is empty or too long
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel is not live
   * @throws io.streamcat.exception.OutcomeUnknownException if the text may have been sent
   */
  void putMetadata(UserId owner, String metadata);
}
