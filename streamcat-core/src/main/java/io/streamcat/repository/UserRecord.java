package io.streamcat.repository;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The record of everything known about a user, as a repository stores it. Immutable; each
 * transition is a method that returns the record after it and changes nothing else.
 *
 * <p>The key is generated once. No other registration gets it, not even one with the same id.
 * Resources carry it as the tag {@code streamcat:record}.
 *
 * @param key the permanent key of the record; at most 36 characters
 * @param home the home of the resources; its account is unknown until the first ARN is known
 * @param identity the user's identity; null for a {@link UserState#SPARE}
 * @param state the state
 * @param resources the recorded resources
 * @param resourceName the name of all resources of the record
 * @param own the settings that were chosen for this user
 * @param pending the pending tasks
 * @param lease the lease of a worker on the user, or null
 * @param revision the last write of the record
 * @param createdAt the time of the registration
 * @param updatedAt the time of the last change that is visible to applications
 */
public record UserRecord(
    String key,
    Home home,
    @Nullable Identity identity,
    UserState state,
    Resources resources,
    String resourceName,
    OwnSettings own,
    PendingTasks pending,
    @Nullable Lease lease,
    Revision revision,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Completes the record: the state after the last creation or adoption or by a suspension, the
   * account, and the values of chosen settings. A suspended user's late key is revoked.
   */
  public UserRecord {
    if (identity != null && identity.suspension() != null && !state.isEnding()) {
      state = UserState.SUSPENDED;
      pending = RecordTasks.revokingInstead(pending, resources, updatedAt);
      resources = resources.withoutStreamKey();
    } else if (state == UserState.SUSPENDED
        || (state.isRegistering() && RecordTasks.isRegistered(key, pending, resources))) {
      state = UserState.ACTIVE;
    }
    home = home.completedBy(resources, pending);
    own = own.as(resources);
  }

  /**
   * Returns the record of a user without resources.
   *
   * @param key a new key
   * @param home the home of the resources
   * @param identity the user's identity, or null for a spare
   * @param resourceName the name of the resources
   * @param kinds the kinds to create
   * @param lease the lease of the worker that creates them, or null to queue them for recovery
   * @param writer the random id of the insert
   * @param now the time
   * @return the first revision of the record
   */
  public static UserRecord intended(
      String key,
      Home home,
      @Nullable Identity identity,
      String resourceName,
      Set<ResourceKind> kinds,
      @Nullable Lease lease,
      String writer,
      Instant now) {
    PendingTasks creates = PendingTasks.NONE;
    for (ResourceKind kind : kinds) {
      creates = creates.wanting(kind, now);
    }
    return new UserRecord(
        key,
        home,
        identity,
        identity == null
            ? UserState.SPARE
            : lease == null ? UserState.QUEUED : UserState.PROVISIONING,
        Resources.NONE,
        resourceName,
        OwnSettings.NONE,
        creates,
        creates.isEmpty() ? null : lease,
        new Revision(1, writer),
        now,
        now);
  }

  /**
   * Returns a snapshot of the user, as applications see it.
   *
   * @return the user
   * @throws IllegalStateException if the record is a spare
   */
  public User user() {
    return new User(
        id(),
        person().username(),
        state,
        resources.channel(),
        resources.chatRoom(),
        resources.stage(),
        person().sessionVersion(),
        state == UserState.SUSPENDED ? person().suspension() : null,
        createdAt,
        updatedAt);
  }

  /**
   * Returns the user's id.
   *
   * @return the id
   * @throws IllegalStateException if the record is a spare
   */
  public UserId id() {
    return person().id();
  }

  private Identity person() {
    if (identity == null) {
      throw new IllegalStateException("spare " + key + " belongs to no user");
    }
    return identity;
  }

  /**
   * Returns the user's id, or the key of a spare, for logs and messages.
   *
   * @return the label
   */
  public String label() {
    return identity == null ? "spare " + key : identity.id().value();
  }

  /**
   * Returns whether every request for the user is fulfilled.
   *
   * @return true if the user is active and nothing is pending
   */
  public boolean isComplete() {
    return state == UserState.ACTIVE && pending.isEmpty();
  }

  /**
   * Returns whether every request is fulfilled and no work is in progress.
   *
   * @return true if no worker holds a lease and nothing but a repetition is pending
   */
  public boolean isSettled() {
    return lease == null && pending.list().stream().allMatch(PendingTask::isRepetition);
  }

  /**
   * Returns the time from which recovery processes the record.
   *
   * @return the end of the lease, else the earliest next attempt or the end of the suspension;
   *     empty if there is none
   */
  public Optional<Instant> dueAt() {
    return lease != null
        ? Optional.of(lease.until())
        : state == UserState.SUSPENDED
            ? person().earlierOfEndAnd(pending.nextAttempt())
            : pending.nextAttempt();
  }

  /**
   * Returns the place of the record in the order in which recovery processes due records.
   *
   * @return 0 for the first; see {@link UserState#recoveryOrder}
   */
  public int recoveryOrder() {
    return state.recoveryOrder(lease != null);
  }

  /**
   * Returns the record under a new lease. If an expired lease is replaced, its worker may have
   * created every missing resource by the end of that lease.
   *
   * @param newLease the lease
   * @return the record after the claim
   */
  public UserRecord claimed(Lease newLease) {
    UserRecord next = leased(newLease);
    if (lease != null) {
      Instant since = lease.until();
      for (ResourceKind kind : pending.missing()) {
        next = next.with(tasks -> tasks.uncertain(kind, since));
      }
    }
    return next;
  }

  /**
   * Returns the record under another lease.
   *
   * @param newLease the lease, or null to end it
   * @return a changed copy
   */
  public UserRecord leased(@Nullable Lease newLease) {
    return copy(identity, state, resources, own, pending, newLease, revision, updatedAt);
  }

  /**
   * Returns the record with the next revision.
   *
   * @param writer the random id of the write
   * @return a changed copy
   */
  public UserRecord written(String writer) {
    return copy(identity, state, resources, own, pending, lease, revision.next(writer), updatedAt);
  }

  /**
   * Returns the record with other pending tasks.
   *
   * @param change the change of the tasks
   * @return a changed copy
   */
  public UserRecord with(UnaryOperator<PendingTasks> change) {
    return copy(identity, state, resources, own, change.apply(pending), lease, revision, updatedAt);
  }

  /**
   * Returns the record of a user with another identity.
   *
   * @param person the identity
   * @param now the time
   * @return a changed copy
   */
  public UserRecord with(Identity person, Instant now) {
    return copy(person, state, resources, own, pending, lease, revision, now);
  }

  /**
   * Returns the record of a user for whom settings were chosen. The settings count as chosen from
   * now on, even if AWS rejects the new values.
   *
   * @param change the chosen settings; the values of a recorded resource stay as recorded
   * @return a changed copy
   */
  public UserRecord choosing(SettingsChange<?, ?> change) {
    return copy(identity, state, resources, own.and(change), pending, lease, revision, updatedAt);
  }

  /**
   * Returns the record with other resources.
   *
   * @param changed the recorded resources from now on
   * @param now the time
   * @return a changed copy
   */
  public UserRecord with(Resources changed, Instant now) {
    return copy(identity, state, changed, own, pending, lease, revision, now);
  }

  private UserRecord copy(
      @Nullable Identity person,
      UserState newState,
      Resources newResources,
      OwnSettings settings,
      PendingTasks tasks,
      @Nullable Lease newLease,
      Revision newRevision,
      Instant updated) {
    return new UserRecord(
        key,
        home,
        person,
        newState,
        newResources,
        resourceName,
        settings,
        tasks,
        newLease,
        newRevision,
        createdAt,
        updated);
  }

  /**
   * Records a resource that exists in AWS and carries the record's key. The first one of a
   * requested kind becomes the user's; any other one is marked for deletion unless it is retained.
   *
   * @param resource the resource
   * @param now the time
   * @return the record after it
   */
  public UserRecord recorded(AwsResource resource, Instant now) {
    ResourceKind kind = ResourceKind.of(resource);
    AwsResource before = resources.get(kind);
    boolean isUsers = before != null && before.arn().equals(resource.arn());
    String arn = resource.arn();
    if (isUsers || pending.isDiscarding(arn) || Adoption.isRetaining(this, arn)) {
      return this;
    }
    Optional<CreateResource> create = pending.creation(kind);
    if (before != null || create.isEmpty() || state.isEnding()) {
      return with(tasks -> tasks.discarding(arn, now));
    }
    PendingTasks left = pending.without(create.get().name());
    left = RecordTasks.completing(left, identity, resource, now);
    return copy(identity, state, resources.with(resource), own, left, lease, revision, now);
  }

  /**
   * Requests a resource. A resource that may exist unrecorded is looked for first.
   *
   * @param kind the kind
   * @param now the time
   * @return the record with a pending creation; unchanged if the user has the resource or is being
   *     removed
   */
  public UserRecord wanting(ResourceKind kind, Instant now) {
    boolean isSettled = resources.get(kind) != null || state.isEnding();
    return isSettled ? this : with(tasks -> tasks.wanting(kind, now));
  }

  /**
   * Replaces the record of a resource that is gone from AWS by a request for another one. While the
   * user is being removed, another one is searched for and deleted instead.
   *
   * @param kind the kind
   * @param uncertainSince the latest time at which another one may have been created
   * @param now the time
   * @return the record with a pending creation
   */
  public UserRecord lost(ResourceKind kind, Instant uncertainSince, Instant now) {
    CreateResource another = new CreateResource(kind, uncertainSince, Progress.ready(now));
    PendingTasks left = RecordTasks.withoutResource(pending, kind).with(another);
    left = state.isEnding() ? left.withdrawing(kind, now) : left;
    return copy(identity, state, resources.without(kind), own, left, lease, revision, now);
  }

  /**
   * Begins the removal of the user, which includes all pending tasks except the deletion of
   * resources that are not recorded. Resources of an unfinished adoption stay in AWS.
   *
   * @param now the time
   * @return the record in state {@link UserState#DEPROVISIONING}, or unchanged if that has begun
   */
  public UserRecord deprovisioning(Instant now) {
    PendingTasks left = RecordTasks.removing(pending, Adoption.removal(this, now), now);
    return state.isEnding()
        ? this
        : copy(identity, UserState.DEPROVISIONING, resources, own, left, lease, revision, now);
  }

  /**
   * Returns the record of a user who is gone, which keeps the id and the times.
   *
   * @param now the time
   * @return the record in state {@link UserState#REMOVED}; other users may use the username and the
   *     idempotency key
   */
  public UserRecord anonymised(Instant now) {
    return new UserRecord(
        key,
        home,
        new Identity(id(), null, null, null),
        UserState.REMOVED,
        Resources.NONE,
        "",
        OwnSettings.NONE,
        PendingTasks.NONE,
        null,
        revision,
        createdAt,
        now);
  }
}
