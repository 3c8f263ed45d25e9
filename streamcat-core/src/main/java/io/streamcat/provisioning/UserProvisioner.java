package io.streamcat.provisioning;

import io.streamcat.aws.AwsCalls;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.repository.UserRepository;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Gives users a channel, a chat room and a stage, and takes them away: exactly one of each,
 * whatever fails.
 *
 * <p>Thread safe, and safe to use from many servers on one repository. Calls block; interrupting
 * one ends its retries, and what it could not finish is left to recovery. Methods that change
 * something throw {@link io.streamcat.error.StreamCatException} inside a database transaction of
 * yours that the repository joins: what they record has to be there before AWS is called.
 */
public interface UserProvisioner {

  /**
   * Creates a provisioner.
   *
   * @param users where users are stored
   * @param resources what users are given, and by whom
   * @param calls tells the time and waits
   * @param executor runs the work on several resources side by side, and {@link #provisionAsync};
   *     it stays the caller's to shut down
   * @param settings the rules
   * @return a new provisioner
   * @throws io.streamcat.error.InvalidInputException if a setting breaks a limit
   */
  static UserProvisioner create(
      UserRepository users,
      UserResources resources,
      AwsCalls calls,
      Executor executor,
      ProvisioningSettings settings) {
    return new DefaultUserProvisioner(
        new Engine(
            users,
            ResourceType.all(resources),
            resources.channels(),
            calls,
            executor,
            settings,
            new Steps(calls.settings().clock(), settings.listener())));
  }

  /**
   * Registers a user and creates the resources, side by side.
   *
   * <p>With an idempotency key, or with the application's own id, a repetition returns the user of
   * the first call, or finishes what it left; it waits while that is still under way.
   *
   * @param newUser who registers
   * @return the user, {@code ACTIVE}, with everything that is created at registration
   * @throws io.streamcat.error.InvalidInputException if username, password or id break a rule;
   *     nothing was created
   * @throws io.streamcat.error.DuplicateUserException if the username or id is taken; nothing was
   *     created
   * @throws io.streamcat.error.UserBusyException if an earlier call for the same user is under way
   *     and does not end
   * @throws io.streamcat.error.ProvisioningException if a resource could not be created; says what
   *     has become of the user
   */
  User provision(NewUser newUser);

  /**
   * Does what {@link #provision} does, on the executor.
   *
   * @param newUser who registers
   * @return completed with the user, or exceptionally with what {@code provision} throws;
   *     cancelling it stops nothing
   */
  CompletableFuture<User> provisionAsync(NewUser newUser);

  /**
   * Finds a user.
   *
   * @param id the user's id
   * @return the user as recorded, in whatever state; empty if unknown
   */
  Optional<User> find(UserId id);

  /**
   * Finds a user by username.
   *
   * @param username the username, in any case
   * @return the user as recorded, in whatever state; empty if unknown
   */
  Optional<User> findByUsername(String username);

  /**
   * Finds the user a resource belongs to, as events name it.
   *
   * @param arn the ARN of a channel, chat room or stage
   * @return the user as recorded, in whatever state; empty if it is nobody's
   */
  Optional<User> findByResource(String arn);

  /**
   * Streams all users as recorded, in whatever state, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<User> list();

  /**
   * Finishes what was begun: completes a user who was not given everything, goes on removing one
   * who is being removed, and gives a channel the stream key it is to have. It waits while another
   * thread or server works on the user.
   *
   * @param id the user's id
   * @return the user, complete; empty if the user is gone
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed again
   */
  Optional<User> resume(UserId id);

  /**
   * Creates the user's channel unless there is one.
   *
   * @param id the user's id
   * @return the user, with a channel
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ProvisioningException if it could not be created
   */
  User ensureChannel(UserId id);

  /**
   * Creates the user's chat room unless there is one.
   *
   * @param id the user's id
   * @return the user, with a chat room
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ProvisioningException if it could not be created
   */
  User ensureChatRoom(UserId id);

  /**
   * Creates the user's stage unless there is one.
   *
   * @param id the user's id
   * @return the user, with a stage
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ProvisioningException if it could not be created
   */
  User ensureStage(UserId id);

  /**
   * Gives the user's channel a new stream key and revokes the old one, unless the channel is live.
   *
   * @param id the user's id
   * @return the user, with the new key even if the repository does not store stream keys
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ChannelLiveException if the channel is live; nothing was changed
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed; says whether it goes on
   * @throws io.streamcat.error.StreamCatException if the user has no channel
   */
  default User rotateStreamKey(UserId id) {
    return rotateStreamKey(id, WhenLive.REFUSE);
  }

  /**
   * Gives the user's channel a new stream key and revokes the old one.
   *
   * <p>For a moment the channel has no key at all. Once begun it is never taken back: if it fails
   * or the server dies, {@link #resume} or recovery goes on with it, this method too, and the old
   * key does not come back. A stream that begins just when the key is changed goes on until its
   * encoder disconnects, unless it is to be stopped. If it is called twice at once, the key of the
   * last one is valid.
   *
   * @param id the user's id
   * @param whenLive what to do if the channel is live
   * @return the user, with the new key even if the repository does not store stream keys
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ChannelLiveException if the channel is live and not to be stopped;
   *     nothing was changed
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed; says whether it goes on
   * @throws io.streamcat.error.StreamCatException if the user has no channel
   */
  User rotateStreamKey(UserId id, WhenLive whenLive);

  /**
   * Gives the user's channel other settings, such as another type and preset, or makes it private.
   *
   * <p>AWS changes no channel that is live. What is recorded is always what AWS has: the new
   * settings are recorded when AWS has confirmed them, and until then are kept as due. If it fails
   * or the server dies, {@link #resume} or recovery goes on with it, and with {@link WhenLive#WAIT}
   * recovery makes the change once the live stream has ended, or with the next call that finds it
   * so. Settings that AWS refuses are given up. With {@link WhenLive#STOP} the stream key stays
   * valid: an encoder may begin another stream when the change is made. A later change takes the
   * place of one that waits.
   *
   * @param id the user's id
   * @param settings the settings the channel is to have; its tags stay as they are
   * @param whenLive what to do if the channel is live
   * @return the user, with the settings AWS has now: those of before if the change waits
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ChannelLiveException if the channel is live and neither to be waited
   *     for nor to be stopped; nothing was changed
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed; says whether it goes on
   * @throws io.streamcat.error.StreamCatException if the user has no channel
   */
  User changeChannel(UserId id, ChannelSettings settings, WhenLive whenLive);

  /**
   * Deletes the user's resources, then the user; a live channel is stopped first. A user who is
   * gone counts as removed.
   *
   * @param id the user's id
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if something is left; {@link #resume} or
   *     recovery goes on with it
   */
  void deprovision(UserId id);

  /**
   * Returns what finishes the work of servers that crashed.
   *
   * @return recovery of this provisioner's users
   */
  Recovery recovery();

  /**
   * Returns what compares the users with what exists in AWS, and repairs the differences.
   *
   * @return reconciliation of this provisioner's namespace
   */
  Reconciler reconciler();
}
