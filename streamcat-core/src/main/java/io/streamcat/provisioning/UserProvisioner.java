package io.streamcat.provisioning;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.realtime.StageChange;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The provisioner of users: each user gets exactly one channel, one chat room and one stage, even
 * if calls fail or servers crash.
 *
 * <pre>{@code
 * User todd = streamcat.users().provision(NewUser.withId("42"));
 * streamcat.users().deprovision(todd.id());
 * }</pre>
 *
 * <p>Thread safe, and safe to use from many servers on one repository. Calls block; an interrupt
 * ends the retries of a call, and recovery finishes the rest. Methods that change something throw
 * {@link io.streamcat.exception.StreamCatException} inside a database transaction of the caller
 * that the repository joins, because their records must be committed before AWS is called. They
 * throw {@link io.streamcat.exception.WrongHomeException} if the user's resources are in another
 * region or account.
 */
public interface UserProvisioner extends UserFinder {

  /**
   * Registers a user and creates the resources, in parallel, within the default time: 30 seconds
   * unless it is set.
   *
   * <p>Equal to {@link #provision(NewUser, Duration)}.
   *
   * @param newUser the registration
   * @return the user, {@code ACTIVE}, with everything that is created at registration; if an
   *     earlier call has registered the user, {@code SUSPENDED} is possible, too
   * @throws io.streamcat.exception.StreamCatException as {@link #provision(NewUser, Duration)} does
   */
  User provision(NewUser newUser);

  /**
   * Registers a user and creates the resources, in parallel, within a time.
   *
   * <p>A registration that finds a spare needs no call of AWS and no turn; see {@link
   * io.streamcat.UserOptions#spares}. AWS learns the user's id and the names of the resources
   * later. A stream key that the store does not keep is missing in the answer then.
   *
   * <p>AWS allows few creates per second. The registration takes its place in the queues of the
   * creates and waits for its turn, first come, first served. If the wait would be too long, the
   * registration is rejected immediately, before anything exists. When the time ends, no further
   * answer of AWS is awaited, and recovery finishes the rest. A write to the store that has begun
   * is still awaited.
   *
   * <p>A call that repeats an earlier one, with the same idempotency key or the application's own
   * id, returns the user of the earlier call even if the queues are long. Such a call waits for an
   * earlier call in progress, and finishes one that failed.
   *
   * @param newUser the registration
   * @param timeout the longest it may take, positive and at most 365 days
   * @return the user, {@code ACTIVE}, with everything that is created at registration; if an
   *     earlier call has registered the user, {@code SUSPENDED} is possible, too
   * @throws io.streamcat.exception.OverloadedException if its turn would come too late; nothing was
   *     begun
   * @throws io.streamcat.exception.InvalidInputException if username, password or id break a rule;
   *     nothing was created
   * @throws io.streamcat.exception.DuplicateUserException if the username or id is taken; nothing
   *     was created
   * @throws io.streamcat.exception.UserBusyException if an earlier call for the same user is in
   *     progress and does not end
   * @throws io.streamcat.exception.ProvisioningException if a resource could not be created; the
   *     message describes the state of the user
   */
  User provision(NewUser newUser, Duration timeout);

  /**
   * Registers a user as {@link #provision(NewUser)} does, on the executor.
   *
   * @param newUser the registration
   * @return a future as described at {@link #provisionAsync(NewUser, Duration)}
   */
  CompletableFuture<User> provisionAsync(NewUser newUser);

  /**
   * Registers a user as {@link #provision(NewUser, Duration)} does, on the executor, at the
   * caller's priority. The method takes the registration's place in the queues before it returns,
   * except if there may be spares, and the time starts now.
   *
   * @param newUser the registration
   * @param timeout the longest it may take, positive and at most 365 days
   * @return a future of the user, or of the exception that {@code provision} throws, including
   *     {@link io.streamcat.exception.OverloadedException} if the limit of asynchronous
   *     registrations is reached. Cancelling the future stops nothing. The future fails with {@link
   *     IllegalStateException} if StreamCat is closed before the registration has ended
   * @throws io.streamcat.exception.InvalidInputException if the timeout is out of range
   */
  CompletableFuture<User> provisionAsync(NewUser newUser, Duration timeout);

  /**
   * Registers many users without waiting for AWS. Their records are stored in batches, in state
   * {@link io.streamcat.user.UserState#QUEUED}. Recovery on all servers creates their resources at
   * the rate that AWS allows, after all other work, and never rolls them back.
   *
   * <p>A user who is registered already, by the same id or idempotency key, counts as repeated, so
   * the same users may be enqueued again after a failure. Passwords are hashed one after the other.
   *
   * @param newUsers the registrations, which are read once, in order
   * @return the report, with a reason for each registration that was rejected
   * @throws io.streamcat.exception.StorageException if the store fails; the users of earlier
   *     batches, and perhaps of this one, are queued
   */
  EnqueueReport enqueue(Stream<NewUser> newUsers);

  /**
   * Returns the progress of queued users.
   *
   * @return a snapshot, by a few queries
   */
  Backlog backlog();

  /**
   * Removes the queued users for whom no work has begun. The others are completed.
   *
   * @return the number of removed users
   * @throws io.streamcat.exception.StreamCatException if the account of AWS is unknown and a record
   *     names one; nothing was changed
   */
  int cancelQueued();

  /**
   * Runs all pending tasks of a user now, including those of other calls: creations, a removal,
   * changes of settings. Waits while another thread or server works on the user. Left to recovery
   * are tasks that wait until a request without an answer can no longer take effect: they restore
   * settings or revoke stream keys once more.
   *
   * @param id the user's id
   * @return the user, with everything that was requested; empty if the user is gone
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if it failed again
   */
  Optional<User> resume(UserId id);

  /**
   * Creates the user's channel unless there is one.
   *
   * @param id the user's id
   * @return the user, with a channel
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.ProvisioningException if it could not be created
   */
  User ensureChannel(UserId id);

  /**
   * Creates the user's chat room unless there is one.
   *
   * @param id the user's id
   * @return the user, with a chat room
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.ProvisioningException if it could not be created
   */
  User ensureChatRoom(UserId id);

  /**
   * Creates the user's stage unless there is one.
   *
   * @param id the user's id
   * @return the user, with a stage
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.ProvisioningException if it could not be created
   */
  User ensureStage(UserId id);

  /**
   * Withdraws the request for a resource that the user does not have yet, for example a stage whose
   * creation failed because of a quota. A resource that may exist unrecorded is looked for and
   * deleted. A resource that the user has is not affected.
   *
   * @param id the user's id
   * @param kind the kind
   * @return the user
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if it failed; the message describes the
   *     user's state
   */
  User forgo(UserId id, ResourceKind kind);

  /**
   * Replaces the stream key of the user's channel and revokes the old one, unless the channel is
   * live.
   *
   * @param id the user's id
   * @return the user, with the new key even if the repository does not store stream keys
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.ChannelLiveException if the channel is live; nothing was changed
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if it failed; the message describes the
   *     user's state
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no channel
   */
  default User rotateStreamKey(UserId id) {
    return rotateStreamKey(id, LiveChannelPolicy.REFUSE);
  }

  /**
   * Replaces the stream key of the user's channel and revokes the old one.
   *
   * <p>During the replacement, the channel briefly has no key. A replacement that has begun is
   * never undone: if it fails or the server dies, {@link #resume}, recovery or this method
   * continues it, and the old key stays revoked. A stream that starts while the key is being
   * replaced continues until its encoder disconnects, except with {@link LiveChannelPolicy#STOP}.
   * With {@link LiveChannelPolicy#WAIT} a live channel keeps its key until recovery, or a later
   * call, finds that the stream has ended. If two calls run concurrently, the key of the last one
   * is valid.
   *
   * @param id the user's id
   * @param policy the policy for a channel that is live
   * @return the user, with the new key even if the repository does not store stream keys; with the
   *     old key if the change waits
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.ChannelLiveException if the channel is live and the policy
   *     rejects that; nothing was changed
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if it failed; the message describes the
   *     user's state
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no channel
   */
  User rotateStreamKey(UserId id, LiveChannelPolicy policy);

  /**
   * Changes settings of the user's channel, for example {@code change -> change.type(BASIC)}.
   *
   * <p>AWS rejects changes of a live channel. The record always matches AWS: new settings are
   * recorded when AWS has confirmed them, and are pending until then. A change names only the
   * members that it sets, so several changes can wait for the end of the same stream. If the change
   * fails or the server dies, {@link #resume} or recovery continues. With {@link
   * LiveChannelPolicy#WAIT}, recovery or a later call makes the change once the live stream has
   * ended. Settings that AWS rejects as invalid are withdrawn. With {@link LiveChannelPolicy#STOP}
   * the stream key stays valid: an encoder may start another stream once the change is made.
   *
   * @param id the user's id
   * @param change adds the members to change to an empty change
   * @param policy the policy for a channel that is live
   * @return the user with the current settings in AWS; the old ones if the change waits
   * @throws io.streamcat.exception.InvalidInputException if the new settings conflict with each
   *     other, or with recorded or pending settings; nothing was changed
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.ChannelLiveException if the channel is live and the policy
   *     rejects that; nothing was changed
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if it failed; the message describes the
   *     user's state
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no channel
   */
  User changeChannel(UserId id, UnaryOperator<ChannelChange> change, LiveChannelPolicy policy);

  /**
   * Changes settings of the user's chat room, for example {@code change ->
   * change.messageReviewHandler(handler)}.
   *
   * <p>The change is recorded as pending before AWS is called, and as done when AWS has confirmed
   * it. If it fails or the server dies, {@link #resume} or recovery continues. Settings that AWS
   * rejects as invalid are withdrawn. Viewers in the room stay connected.
   *
   * @param id the user's id
   * @param change adds the members to change to an empty change
   * @return the user with the current settings in AWS
   * @throws io.streamcat.exception.InvalidInputException if a setting breaks a limit; nothing was
   *     changed
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if it failed; the message describes the
   *     user's state
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no chat room
   */
  User changeChatRoom(UserId id, UnaryOperator<ChatRoomChange> change);

  /**
   * Changes settings of the user's stage, for example {@code change -> change.recording(null)}, as
   * {@link #changeChatRoom} does for chat rooms.
   *
   * @param id the user's id
   * @param change adds the members to change to an empty change
   * @return the user with the current settings in AWS
   * @throws io.streamcat.exception.InvalidInputException if a setting breaks a limit; nothing was
   *     changed
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if it failed; the message describes the
   *     user's state
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no stage
   */
  User changeStage(UserId id, UnaryOperator<StageChange> change);

  /**
   * Changes the username, or sets a first one, and frees the old one for other users. The names of
   * the resources in AWS and the user's id do not change. The user can be renamed back while no
   * other user has the old name. Sessions of an older {@link User#sessionVersion()} should end.
   *
   * @param id the user's id
   * @param username the new username
   * @return the user with the next session version; unchanged if the username is the same
   * @throws io.streamcat.exception.InvalidInputException if the username breaks a rule; nothing was
   *     changed
   * @throws io.streamcat.exception.DuplicateUserException if another user has the username; nothing
   *     was changed
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user, or if the user
   *     is being removed
   */
  User rename(UserId id, String username);

  /**
   * Registers a user with existing resources: a channel, a chat room, a stage, or some of them.
   *
   * <p>The resources are recorded with their actual settings and get StreamCat's tags; other tags
   * stay. From then on they are the user's, and {@link #deprovision(UserId)} deletes them. Settings
   * that differ from the defaults count as chosen for the user. A call that repeats an earlier one
   * returns the user of the earlier call. If a call fails or the server dies, the adoption is
   * undone or continued as a registration is, but nothing that existed before is deleted.
   *
   * @param newUser the registration; it chooses no settings of existing resources
   * @param existing the resources
   * @return the user, {@code ACTIVE}; or the {@code SUSPENDED} user of an earlier call, some of
   *     whose resources may not be created yet
   * @throws io.streamcat.exception.NotAdoptableException if a resource does not exist, or belongs
   *     to another user, owner, tool, region or account; nothing was changed
   * @throws io.streamcat.exception.StreamCatException as {@link #provision(NewUser)} does; {@link
   *     io.streamcat.exception.DuplicateUserException} also if the user exists without the
   *     resources
   */
  User adopt(NewUser newUser, Existing existing);

  /**
   * Checks whether {@link #adopt} would succeed, and changes nothing.
   *
   * @param newUser the registration
   * @param existing the resources
   * @return the user of an earlier call; empty if the adoption can begin
   * @throws io.streamcat.exception.StreamCatException if {@link #adopt} would reject the call
   */
  Optional<User> checkAdoption(NewUser newUser, Existing existing);

  /**
   * Deletes the user's resources, then the user, as {@link #deprovision(UserId, ResourcePolicy)}
   * does.
   *
   * @param id the user's id
   * @throws io.streamcat.exception.StreamCatException as {@link #deprovision(UserId,
   *     ResourcePolicy)} does
   */
  default void deprovision(UserId id) {
    deprovision(id, ResourcePolicy.DELETE);
  }

  /**
   * Removes a user and deletes or retains the resources; a live channel is stopped before its
   * deletion. A user who no longer exists counts as removed. A removal that has begun keeps its
   * policy.
   *
   * @param id the user's id
   * @param policy the policy for the recorded resources
   * @throws io.streamcat.exception.InvalidInputException if they should be retained, but a removal
   *     that deletes them has begun
   * @throws io.streamcat.exception.UserBusyException if another worker does not finish
   * @throws io.streamcat.exception.ProvisioningException if the removal is incomplete; {@link
   *     #resume} or recovery continues it
   */
  void deprovision(UserId id, ResourcePolicy policy);

  /**
   * Returns the suspensions of users who must be stopped.
   *
   * @return the suspensions of this provisioner's users
   */
  Suspensions suspensions();

  /**
   * Returns the recovery, which finishes the work of servers that crashed.
   *
   * @return the recovery of this provisioner's users
   */
  Recovery recovery();

  /**
   * Returns the reconciler, which compares the users with AWS and repairs the differences.
   *
   * @return the reconciler of this provisioner's namespace
   */
  Reconciler reconciler();
}
