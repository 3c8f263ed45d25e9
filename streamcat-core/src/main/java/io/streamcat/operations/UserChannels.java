package io.streamcat.operations;

import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The channels of users: whether they are live, and what is done to them.
 *
 * <p>Channels are named by the user they belong to. Whether the one who asks may do it is the
 * application's to decide. Thread safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.UserNotFoundException} if the owner is not
 * known, and {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner has no
 * channel yet.
 */
public interface UserChannels {

  /** How old what is told of live streams may be, unless said otherwise: five seconds. */
  Duration MAX_AGE = Duration.ofSeconds(5);

  /**
   * Creates an instance.
   *
   * @param users finds and changes the channels of users
   * @param channels calls AWS
   * @param clock tells the time
   * @param maxAge how old what is told of live streams may be
   * @return a new instance
   */
  static UserChannels create(
      UserProvisioner users, ChannelService channels, Clock clock, Duration maxAge) {
    return new DefaultUserChannels(users, channels, clock, maxAge);
  }

  /**
   * Returns the URL and the stream key with which a user's encoder publishes. What the store does
   * not keep, which is the default for stream keys, is fetched from AWS with three calls.
   *
   * @param owner the channel's owner
   * @return the URL, the stream key and the SRT passphrase
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no channel, or
   *     AWS lists no stream key for it, as for a moment after a rotation
   * @throws io.streamcat.exception.AwsException if the key is not stored, and AWS refuses or cannot
   *     be reached
   */
  Ingest ingest(UserId owner);

  /**
   * Returns all users who are live, with what they broadcast.
   *
   * <p>It costs no call most of the time, like {@link #state}, and one query for every hundred
   * streams. Streams of channels that belong to no user are left out.
   *
   * @return the users, those with the most viewers first; unmodifiable
   * @throws io.streamcat.exception.AwsException as {@link #state} throws it
   * @throws io.streamcat.exception.StreamCatException as {@link #state} throws it
   */
  List<LiveUser> live();

  /**
   * Returns whether a user is live, since when, and how many watch.
   *
   * <p>It costs no call most of the time: all live streams are fetched together, at most every
   * {@link #MAX_AGE}. If AWS cannot be reached, the last known state is returned, with its time.
   *
   * @param owner the channel's owner
   * @return the state a moment ago
   * @throws io.streamcat.exception.AwsException if AWS refuses or cannot be reached, and nothing
   *     was known before; then AWS is not asked again for {@link #MAX_AGE} either
   * @throws io.streamcat.exception.StreamCatException if nothing is known yet, and another thread
   *     has been fetching it for {@link #MAX_AGE}
   */
  LiveState state(UserId owner);

  /**
   * Ends the broadcast of a user and keeps the encoder from coming back: the stream is stopped at
   * once, whatever else is pending for the user or another worker does, then the stream key is
   * revoked and another one created, as {@link UserProvisioner#rotateStreamKey(UserId,
   * LiveChannelPolicy)} does.
   *
   * @param owner the user whose channel it is
   * @return the user, with the new key
   * @throws io.streamcat.exception.AwsException if the stream could not be stopped; the key is as
   *     before
   * @throws io.streamcat.exception.UserBusyException if the stream is stopped and the key is as
   *     before, because another worker does not end
   * @throws io.streamcat.exception.ProvisioningException if the stream is stopped and the key could
   *     not be replaced; recovery continues
   */
  User stop(UserId owner);

  /**
   * Gives a channel another type, such as one with better transcoding for a user who has become a
   * partner; see {@link UserProvisioner#changeChannel}.
   *
   * @param owner whose channel
   * @param type the type
   * @param preset how an {@code ADVANCED} type transcodes, or null for the other types
   * @param policy the policy for a channel that is live
   * @return the user, with the settings AWS has now: those of before if the change waits
   * @throws io.streamcat.exception.InvalidInputException if type and preset do not go together
   */
  User changeType(
      UserId owner, ChannelType type, @Nullable TranscodePreset preset, LiveChannelPolicy policy);

  /**
   * Makes a channel private, so that it plays only with a token of {@link UserPlayback}, or public
   * again; see {@link UserProvisioner#changeChannel}.
   *
   * @param owner whose channel
   * @param isPrivate whether a token is needed
   * @param policy the policy for a channel that is live
   * @return the user, with the settings AWS has now: those of before if the change waits
   */
  User changePrivacy(UserId owner, boolean isPrivate, LiveChannelPolicy policy);

  /**
   * Sends text to the players of everyone who watches a user, in time with the picture.
   *
   * @param owner whose channel, which has to be live
   * @param metadata 1 to 1,024 bytes in UTF-8
   * @throws io.streamcat.exception.InvalidInputException if the text is empty or too long
   * @throws io.streamcat.exception.ResourceNotFoundException if the channel is not live
   * @throws io.streamcat.exception.OutcomeUnknownException if it may have been sent
   */
  void putMetadata(UserId owner, String metadata);
}
