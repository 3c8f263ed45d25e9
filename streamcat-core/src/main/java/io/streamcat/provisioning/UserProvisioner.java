package io.streamcat.provisioning;

import io.streamcat.aws.AwsCalls;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
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
   * @param executor runs the work on several resources in parallel, and {@link #provisionAsync}; it
   *     stays the caller's to shut down
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
    return create(users, resources, calls, executor, executor, settings);
  }

  /**
   * Creates a provisioner whose asynchronous registrations have threads of their own.
   *
   * @param users where users are stored
   * @param resources what users are given, and by whom
   * @param calls tells the time and waits
   * @param executor runs the work on several resources in parallel
   * @param async runs {@link #provisionAsync}. Its threads wait for turns, so it should have more
   *     of them than registrations are under way at AWS's rates
   * @param settings the rules
   * @return a new provisioner
   * @throws io.streamcat.error.InvalidInputException if a setting breaks a limit
   */
  static UserProvisioner create(
      UserRepository users,
      UserResources resources,
      AwsCalls calls,
      Executor executor,
      Executor async,
      ProvisioningSettings settings) {
    return new DefaultUserProvisioner(
        new ProvisioningContext(
            users,
            resources,
            calls,
            TaskRunner.on(executor),
            settings,
            () -> UserId.generate(calls.settings().clock().instant()).value()),
        async);
  }

  /**
   * Registers a user and creates the resources, in parallel, within the default time: 30 seconds
   * unless it is set.
   *
   * <p>Equal to {@link #provision(NewUser, Duration)}.
   *
   * @param newUser who registers
   * @return the user, {@code ACTIVE}, with everything that is created at registration
   */
  User provision(NewUser newUser);

  /**
   * Registers a user and creates the resources, in parallel, within a time.
   *
   * <p>AWS allows few creates a second. The registration takes its place in their queues and waits
   * for its turn, first come, first served; when that would take too long, it is rejected at once,
   * before anything exists. At the end of the time no answer of AWS is waited for any more: what is
   * not done then is left to recovery. A write to the store that has begun is waited for.
   *
   * <p>With an idempotency key, or with the application's own id, a repetition returns the user of
   * the first call, or finishes what it left; it waits while that is still under way.
   *
   * @param newUser who registers
   * @param timeout the longest it may take, positive
   * @return the user, {@code ACTIVE}, with everything that is created at registration
   * @throws io.streamcat.error.OverloadedException if its turn would come too late; nothing was
   *     begun
   * @throws io.streamcat.error.InvalidInputException if username, password or id break a rule;
   *     nothing was created
   * @throws io.streamcat.error.DuplicateUserException if the username or id is taken; nothing was
   *     created
   * @throws io.streamcat.error.UserBusyException if an earlier call for the same user is under way
   *     and does not end
   * @throws io.streamcat.error.ProvisioningException if a resource could not be created; says what
   *     has become of the user
   */
  User provision(NewUser newUser, Duration timeout);

  /**
   * Registers a user as {@link #provision(NewUser)} does, on the executor.
   *
   * @param newUser who registers
   * @return completed as by {@link #provisionAsync(NewUser, Duration)}
   */
  CompletableFuture<User> provisionAsync(NewUser newUser);

  /**
   * Registers a user as {@link #provision(NewUser, Duration)} does, on the executor, at the
   * caller's priority. It takes its place in the queues before it returns, and the time begins now.
   *
   * @param newUser who registers
   * @param timeout the longest it may take, positive
   * @return completed with the user, or exceptionally with what {@code provision} throws, also with
   *     {@link io.streamcat.error.OverloadedException} if as many as are allowed are under way or
   *     wait; cancelling it stops nothing
   */
  CompletableFuture<User> provisionAsync(NewUser newUser, Duration timeout);

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
   * Withdraws the wish for a resource that the user does not have yet, for example a stage whose
   * creation failed for a quota. If one may have been created unseen, it is deleted. A resource
   * that the user has stays.
   *
   * @param id the user's id
   * @param kind the kind
   * @return the user
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed; the message says what holds
   */
  User forgo(UserId id, ResourceKind kind);

  /**
   * Gives the user's channel a new stream key and revokes the old one, unless the channel is live.
   *
   * @param id the user's id
   * @return the user, with the new key even if the repository does not store stream keys
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ChannelLiveException if the channel is live; nothing was changed
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed; the message says what holds
   * @throws io.streamcat.error.StreamCatException if the user has no channel
   */
  default User rotateStreamKey(UserId id) {
    return rotateStreamKey(id, LiveChannelPolicy.REFUSE);
  }

  /**
   * Gives the user's channel a new stream key and revokes the old one.
   *
   * <p>For a moment the channel has no key at all. Once begun it is never taken back: if it fails
   * or the server dies, {@link #resume} or recovery continues, this method too, and the old key
   * does not come back. A stream that begins just when the key is changed continues until its
   * encoder disconnects, unless it is to be stopped. With {@link LiveChannelPolicy#WAIT} a live
   * channel keeps its key until recovery, or a later call, finds that the stream has ended. If two
   * calls run at once, the key of the last one is valid.
   *
   * @param id the user's id
   * @param policy the policy for a channel that is live
   * @return the user, with the new key even if the repository does not store stream keys; with the
   *     old key if the change waits
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ChannelLiveException if the channel is live and the policy refuses
   *     that; nothing was changed
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed; the message says what holds
   * @throws io.streamcat.error.StreamCatException if the user has no channel
   */
  User rotateStreamKey(UserId id, LiveChannelPolicy policy);

  /**
   * Changes settings of the user's channel, for example {@code change -> change.type(BASIC)}.
   *
   * <p>AWS changes no channel that is live. The record always says what AWS has: new settings are
   * recorded when AWS has confirmed them, and are pending until then. A change names only the
   * members it changes, so changes that wait for the end of the same stream are all made. If it
   * fails or the server dies, {@link #resume} or recovery continues; with {@link
   * LiveChannelPolicy#WAIT} recovery makes the change once the live stream has ended, or a later
   * call that finds it so. Settings that AWS rejects as invalid are withdrawn. With {@link
   * LiveChannelPolicy#STOP} the stream key stays valid: an encoder may begin another stream when
   * the change is made.
   *
   * @param id the user's id
   * @param change adds the members to change to an empty change
   * @param policy the policy for a channel that is live
   * @return the user, with the settings AWS has now: those of before if the change waits
   * @throws io.streamcat.error.InvalidInputException if the new settings do not go together with
   *     each other, with what is recorded and with what is pending; nothing was changed
   * @throws io.streamcat.error.UserNotFoundException if there is no such user
   * @throws io.streamcat.error.ChannelLiveException if the channel is live and the policy refuses
   *     that; nothing was changed
   * @throws io.streamcat.error.UserBusyException if another worker does not end
   * @throws io.streamcat.error.ProvisioningException if it failed; the message says what holds
   * @throws io.streamcat.error.StreamCatException if the user has no channel
   */
  User changeChannel(UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy);

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
