package io.streamcat;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallScope;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.channel.ChannelService;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.operations.UserChannels;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.operations.UserPlayback;
import io.streamcat.operations.UserStages;
import io.streamcat.password.UserPasswords;
import io.streamcat.playback.PlaybackService;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.realtime.RealTimeService;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The entry point of the library, which gives each user of an application one Amazon IVS channel,
 * one chat room and one real-time stage.
 *
 * <pre>{@code
 * try (StreamCat streamcat =
 *     StreamCat.builder().userRepository(users).banList(bans).build()) {
 *   User todd = streamcat.users().provision(NewUser.of("todd", password));
 *   Ingest ingest = streamcat.channels().ingest(todd.id());
 * }
 * }</pre>
 *
 * <p>Thread safe; an application needs one. Closing it closes what it has created itself, and
 * nothing that was passed in.
 */
public final class StreamCat implements AutoCloseable {

  private final UserProvisioner users;
  private final UserPasswords passwords;
  private final ChannelService channelService;
  private final ChatRoomService chatRoomService;
  private final RealTimeService realTimeService;
  private final UserChannels channels;
  private final UserChatRooms chatRooms;
  private final PlaybackService playbackService;
  private final UserStages stages;
  private final UserPlayback playback;
  private final Broadcasts broadcasts;
  private final Lifecycle lifecycle;

  StreamCat(
      UserProvisioner users,
      UserPasswords passwords,
      ChannelService channelService,
      ChatRoomService chatRoomService,
      RealTimeService realTimeService,
      UserChannels channels,
      UserChatRooms chatRooms,
      PlaybackService playbackService,
      UserStages stages,
      UserPlayback playback,
      Broadcasts broadcasts,
      Lifecycle lifecycle) {
    this.users = users;
    this.passwords = passwords;
    this.channelService = channelService;
    this.chatRoomService = chatRoomService;
    this.realTimeService = realTimeService;
    this.channels = channels;
    this.chatRooms = chatRooms;
    this.playbackService = playbackService;
    this.stages = stages;
    this.playback = playback;
    this.broadcasts = broadcasts;
    this.lifecycle = lifecycle;
  }

  /**
   * Creates a builder with the defaults: region and credentials from the SDK's chains.
   *
   * @return a new builder
   */
  public static StreamCatBuilder builder() {
    return new StreamCatBuilder();
  }

  /**
   * Returns the user provisioner.
   *
   * @return the provisioner
   */
  public UserProvisioner users() {
    return users;
  }

  /**
   * Returns the recovery, which finishes the work of servers that crashed. {@link #startRecovery}
   * runs it again and again.
   *
   * @return the recovery
   */
  public Recovery recovery() {
    return users.recovery();
  }

  /**
   * Returns the reconciler, which compares the users with AWS and repairs the differences; an
   * application runs it when it has reason to, or once a day.
   *
   * @return the reconciler
   */
  public Reconciler reconciler() {
    return users.reconciler();
  }

  /**
   * Returns the passwords of users: authentication, change and reset.
   *
   * @return the passwords
   */
  public UserPasswords passwords() {
    return passwords;
  }

  /**
   * Returns the service for all channels of the account.
   *
   * @return the service
   */
  public ChannelService channelService() {
    return channelService;
  }

  /**
   * Returns the service for all chat rooms of the account.
   *
   * @return the service
   */
  public ChatRoomService chatRoomService() {
    return chatRoomService;
  }

  /**
   * Returns the service for all stages of the account.
   *
   * @return the service
   */
  public RealTimeService realTimeService() {
    return realTimeService;
  }

  /**
   * Runs work on this thread whose calls of AWS give way to all others where AWS allows no more,
   * such as a backfill in parallel to registrations.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public <T> T runAtBackgroundPriority(Supplier<T> work) {
    return CallScope.withPriority(CallPriority.BACKGROUND, work);
  }

  /**
   * Returns the channels of users: live state, type, privacy, metadata.
   *
   * @return the channels
   */
  public UserChannels channels() {
    return channels;
  }

  /**
   * Returns the chat rooms of users: tokens, events and moderation.
   *
   * @return the rooms
   */
  public UserChatRooms chatRooms() {
    return chatRooms;
  }

  /**
   * Returns the service for private channels of the account.
   *
   * @return the service
   */
  public PlaybackService playbackService() {
    return playbackService;
  }

  /**
   * Returns the stages of users: tokens, participants and sessions.
   *
   * @return the stages
   */
  public UserStages stages() {
    return stages;
  }

  /**
   * Returns the private channels of users: tokens and their revocation.
   *
   * @return the channels
   */
  public UserPlayback playback() {
    return playback;
  }

  /**
   * Returns the broadcasts of the account: who is live and who was, as events tell it.
   *
   * @return the broadcasts
   */
  public Broadcasts broadcasts() {
    return broadcasts;
  }

  /**
   * Starts running recovery on a thread of its own: at once, and again each time the interval has
   * passed since the end of a run. It ends when this object is closed.
   *
   * @param interval the pause between two runs, positive and at most 365 days
   * @throws IllegalStateException if it is started already, or this object is closed
   */
  public void startRecovery(Duration interval) {
    lifecycle.startRecovery(recovery(), interval);
  }

  /**
   * Waits for calls under way, for 20 seconds unless {@link StreamCatBuilder#closeTimeout} is set,
   * and closes the clients and threads it has created itself. Calls that do not end in time are
   * interrupted and left to recovery. Later calls throw {@link IllegalStateException}, except those
   * of {@link #passwords()}, which need nothing but the store.
   */
  @Override
  public void close() {
    lifecycle.close();
  }
}
