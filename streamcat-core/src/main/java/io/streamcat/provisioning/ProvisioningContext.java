package io.streamcat.provisioning;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.channel.ChannelService;
import io.streamcat.exception.Check;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.repository.Home;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Everything that provisioning, recovery and reconciliation share. Thread safe. */
final class ProvisioningContext {

  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final RecordStore store;
  private final Map<ResourceKind, ResourceType> types;
  private final ChannelService channels;
  private final AwsCalls calls;
  private final TaskRunner runner;
  private final ProvisioningSettings settings;
  private final StepPublisher steps;
  private final OwnershipTags tags;
  private final Supplier<String> ids;
  private final AtomicReference<Home> home;

  /**
   * Creates a context.
   *
   * @param users the store of users
   * @param resources what users are given, and by which services
   * @param calls tells the time and waits
   * @param runner runs work on several resources in parallel
   * @param settings the rules
   * @param ids draws keys, owners of leases and writers
   */
  ProvisioningContext(
      UserRepository users,
      UserResources resources,
      AwsCalls calls,
      TaskRunner runner,
      ProvisioningSettings settings,
      Supplier<String> ids) {
    this.store = new RecordStore(users, calls);
    this.types = ResourceType.all(resources);
    this.channels = resources.channels();
    this.calls = calls;
    this.runner = runner;
    this.settings = settings;
    this.steps = new StepPublisher(calls.settings().clock(), settings.listener());
    this.tags = new OwnershipTags(settings.effectiveNamespace(), users::storeId);
    this.ids = ids;
    this.home = new AtomicReference<>(settings.home());
    Check.that(
        settings.reconciliationGracePeriod().compareTo(leaseTime()) >= 0,
        "reconciliationGracePeriod",
        "at least as long as a lease, which with these timeouts is " + leaseTime(),
        "is " + settings.reconciliationGracePeriod());
  }

  RecordStore store() {
    return store;
  }

  UserRepository users() {
    return store.repository();
  }

  ResourceType type(ResourceKind kind) {
    return Objects.requireNonNull(types.get(kind));
  }

  ChannelService channels() {
    return channels;
  }

  AwsCalls calls() {
    return calls;
  }

  TaskRunner runner() {
    return runner;
  }

  ProvisioningSettings settings() {
    return settings;
  }

  StepPublisher steps() {
    return steps;
  }

  OwnershipTags tags() {
    return tags;
  }

  Supplier<String> ids() {
    return ids;
  }

  /** The time, to the microsecond that databases keep. */
  Instant now() {
    return calls.settings().clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The time for which a lease is taken, and extended by each write: long enough that nothing done
   * under it is still under way when it has expired, with room for clocks that differ.
   */
  Duration leaseTime() {
    return calls
        .settings()
        .operationTimeout()
        .plus(calls.settings().callTimeout())
        .multipliedBy(3)
        .plus(MARGIN);
  }

  /** The greatest difference of two servers' clocks for which leases and look-ups hold. */
  Duration clockSkew() {
    CallSettings time = calls.settings();
    return leaseTime().minus(time.operationTimeout().multipliedBy(2)).minus(time.callTimeout());
  }

  /**
   * Returns the time since which to look for a resource. A recorded time that is recent may be of a
   * server whose clock is behind this one's, so the look-up then takes the whole consistency window
   * on this clock.
   */
  Instant searchSince(Instant recorded) {
    Instant now = now();
    return recorded.isAfter(longAgo()) && !recorded.isAfter(now) ? now : recorded;
  }

  /** A time so long ago that lists are sure to show what was created then, on any clock. */
  Instant longAgo() {
    return now().minus(calls.settings().consistencyWindow()).minus(clockSkew());
  }

  /** Returns whether a resource is known to be so old that every server of AWS finds it. */
  boolean isFoundEverywhere(AwsResource resource) {
    Instant createdAt = OwnershipTags.createdAt(resource.tags());
    return createdAt != null && createdAt.isBefore(longAgo());
  }

  Lease newLease() {
    return lease(ids.get());
  }

  private Lease lease(String owner) {
    return new Lease(owner, now().plus(leaseTime()));
  }

  /** The home of everything that is created here. */
  Home home() {
    return Objects.requireNonNull(home.get());
  }

  /** Learns the account from the home of a resource that is here. */
  void learnHome(Home seen) {
    if (seen.account() != null) {
      home.updateAndGet(known -> known.account() == null && known.matches(seen) ? seen : known);
    }
  }

  /**
   * Learns the account from the first resource that AWS lists; it stays unknown if there is none.
   */
  void learnAccount() {
    for (ResourceType type : types.values()) {
      if (home().account() == null) {
        try (Stream<ResourceSummary> all = type.list().get()) {
          all.findFirst().map(first -> Home.ofArn(first.arn())).ifPresent(this::learnHome);
        }
      }
    }
  }

  /** Returns whether the resources of a record are in this region and account. */
  boolean isHome(UserRecord record) {
    if (record.home().account() != null && record.home().matches(home())) {
      // In the wrong account all resources of the user would seem to be gone.
      learnAccount();
    }
    return record.home().matches(home());
  }

  /** Rejects a record whose resources are in another region or account. */
  UserRecord requireHome(UserRecord record) {
    if (!isHome(record)) {
      throw new WrongHomeException(record.label(), record.home().toString(), home().toString());
    }
    return record;
  }

  /** Returns the resources of a record that lists show now. */
  List<? extends AwsResource> find(UserRecord record, ResourceType type) {
    return type.find().apply(record.resourceName(), tags.identity(record));
  }

  /** Fails unless what was found is sure to be all there is. */
  void requireSettled(Instant since, ResourceType type) {
    if (!calls.isSettled(since)) {
      throw new StreamCatException(
          "there was no time to find out whether a " + type.kind().words() + " exists", true, null);
    }
  }

  /**
   * Fails inside a transaction of the caller: a crash or a roll-back would undo the record of what
   * exists in AWS by then.
   */
  void requireDurable() {
    if (users().isTransactionActive()) {
      throw new StreamCatException(
          "called inside a database transaction: call it before or after the transaction, because"
              + " its records must be committed before AWS is called",
          false,
          null);
    }
  }

  /**
   * Takes the lease on a user and makes a transition in one write, waiting for the worker that has
   * the user.
   *
   * @return the user, or empty if it is gone
   * @throws StreamCatException if a transaction of the caller is under way
   * @throws WrongHomeException if the user's resources are in another region or account
   * @throws UserBusyException if the lease cannot be had within the operation timeout
   */
  Optional<LeasedUser> claim(UserId id, UnaryOperator<UserRecord> transition) {
    Check.given("userId", id);
    requireDurable();
    String owner = ids.get();
    Instant deadline = calls.deadline();
    for (int attempt = 0; ; attempt++) {
      Optional<UserRecord> stored = users().findById(id);
      if (stored.isEmpty() || stored.get().state() == UserState.REMOVED) {
        return Optional.empty();
      }
      Optional<LeasedUser> claimed = tryClaim(requireHome(stored.get()), transition, owner);
      if (claimed.isPresent()) {
        return claimed;
      }
      if (!calls.pause(attempt, deadline)) {
        throw new UserBusyException(id.value());
      }
    }
  }

  /**
   * Makes a transition without the lease, again if another write comes first. It must make sense
   * for any record.
   *
   * @return the record after it; empty if the record is gone
   */
  Optional<UserRecord> change(String key, UnaryOperator<UserRecord> transition) {
    while (true) {
      Optional<UserRecord> stored = store.read(key);
      if (stored.isEmpty()) {
        return stored;
      }
      UserRecord next = transition.apply(stored.get());
      if (next.equals(stored.get()) || store.update(stored.get(), next.written(ids.get()))) {
        return Optional.of(next);
      }
    }
  }

  /** Returns the change of the tasks by which a resource is given its recorded settings again. */
  UnaryOperator<PendingTasks> restoration(ResourceKind kind, Instant from) {
    String mark = ids.get();
    return tasks -> tasks.restoring(kind, mark, from);
  }

  /** Takes the lease on a user and makes a transition, unless another worker has the user. */
  Optional<LeasedUser> tryClaim(UserRecord stored, UnaryOperator<UserRecord> transition) {
    return tryClaim(stored, transition, ids.get());
  }

  private Optional<LeasedUser> tryClaim(
      UserRecord stored, UnaryOperator<UserRecord> transition, String owner) {
    Lease current = stored.lease();
    if (current != null && current.owner().equals(owner)) {
      // An earlier try whose answer was lost, and that a write without the lease has followed.
      return Optional.of(new LeasedUser(this, stored, owner));
    }
    if (current != null && current.isHeld(now())) {
      return Optional.empty();
    }
    UserRecord next = transition.apply(stored.claimed(lease(owner))).written(ids.get());
    try {
      return store.update(stored, next)
          ? Optional.of(new LeasedUser(this, next, owner))
          : Optional.empty();
    } catch (StreamCatException e) {
      throw e.retryable() ? ProvisioningWorkflow.unconfirmed(next, e) : e;
    }
  }
}
