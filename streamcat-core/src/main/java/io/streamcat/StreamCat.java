package io.streamcat;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
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
import io.streamcat.provisioning.Suspensions;
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
 *     StreamCat.builder()
 *         .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()))
 *         .build()) {
 *   User todd = streamcat.users().provision(NewUser.of("todd", password));
 *   Ingest ingest = streamcat.channels().ingest(todd.id());
 * }
 * }</pre>
 *
 * <p>Thread safe; an application needs one. Closing it closes the objects it created itself, and
 * nothing that was passed in.
 */
public final class StreamCat implements AutoCloseable {

  private final UserProvisioner users;
  private final UserPasswords passwords;
  private final Services services;
  private final Operations operations;
  private final Lifecycle lifecycle;

  StreamCat(
      UserProvisioner users,
      UserPasswords passwords,
      Services services,
      Operations operations,
      Lifecycle lifecycle) {
    this.users = users;
    this.passwords = passwords;
    this.services = services;
    this.operations = operations;
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
   * Returns the suspensions of users who must be stopped.
   *
   * @return the suspensions
   */
  public Suspensions suspensions() {
    return users.suspensions();
  }

  /**
   * Returns the recovery, which finishes the work of servers that crashed. {@link #startRecovery}
   * runs it periodically.
   *
   * @return the recovery
   */
  public Recovery recovery() {
    return users.recovery();
  }

  /**
   * Returns the reconciler, which compares the users with AWS and repairs the differences. An
   * application runs it on demand or once a day.
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
    return services.channels();
  }

  /**
   * Returns the service for all chat rooms of the account.
   *
   * @return the service
   */
  public ChatRoomService chatRoomService() {
    return services.chatRooms();
  }

  /**
   * Returns the service for all stages of the account.
   *
   * @return the service
   */
  public RealTimeService realTimeService() {
    return services.stages();
  }

  /**
   * Runs work on this thread at background priority: when AWS's rates are exhausted, its calls give
   * way to foreground calls. A backfill in parallel to registrations is an example.
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
    return operations.channels();
  }

  /**
   * Returns the chat rooms of users: tokens, events and moderation.
   *
   * @return the rooms
   */
  public UserChatRooms chatRooms() {
    return operations.chatRooms();
  }

  /**
   * Returns the service for private channels of the account.
   *
   * @return the service
   */
  public PlaybackService playbackService() {
    return services.playback();
  }

  /**
   * Returns the stages of users: tokens, participants and sessions.
   *
   * @return the stages
   */
  public UserStages stages() {
    return operations.stages();
  }

  /**
   * Returns the private channels of users: tokens and their revocation.
   *
   * @return the channels
   */
  public UserPlayback playback() {
    return operations.playback();
  }

  /**
   * Returns the broadcasts of the account, current and past, as reported by events.
   *
   * @return the broadcasts
   */
  public Broadcasts broadcasts() {
    return operations.broadcasts();
  }

  /**
   * Starts the recovery thread. The first run starts immediately, each further run when the
   * interval has passed since the end of the previous run. The thread ends when this object is
   * closed.
   *
   * @param interval the pause between two runs, positive and at most 365 days
   * @throws IllegalStateException if recovery has already been started, or this object is closed
   */
  public void startRecovery(Duration interval) {
    lifecycle.startRecovery(recovery(), interval);
  }

  /**
   * Waits for calls under way, for 20 seconds unless {@link StreamCatBuilder#closeTimeout} is set,
   * and closes the clients and threads that this object created. Calls that do not end in time are
   * interrupted and left to recovery. Later calls throw {@link IllegalStateException}, except those
   * of {@link #passwords()}, which use the repository only.
   */
  @Override
  public void close() {
    lifecycle.close();
  }
}
