package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.channel.ChannelService;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.Check;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.WrongHomeException;
import io.streamcat.provisioning.internal.resource.OwnershipTags;
import io.streamcat.provisioning.internal.resource.ResourceType;
import io.streamcat.repository.Home;
import io.streamcat.repository.Home.Capacity;
import io.streamcat.repository.Lease;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The context that provisioning, recovery and reconciliation share. Thread safe. */
public final class ProvisioningContext {

  private final RecordStore store;
  private final Map<ResourceKind, ResourceType> types;
  private final ChannelService channels;
  private final AwsCalls calls;
  private final TaskRunner runner;
  private final ProvisioningSettings settings;
  private final Duration leaseTime;
  private final StepPublisher steps;
  private final OwnershipTags tags;
  private final Supplier<String> ids;
  private final AtomicReference<Home> home;

  /**
   * Creates a context.
   *
   * @param users the store of users
   * @param resources the resource types and their services
   * @param calls the source of time and of waits
   * @param runner runs work on several resources in parallel
   * @param settings the rules
   * @param ids the generator of keys, lease owners and writer ids
   */
  ProvisioningContext(
      UserRepository users,
      UserResources resources,
      AwsCalls calls,
      TaskRunner runner,
      ProvisioningSettings settings,
      Supplier<String> ids) {
    this.store = new RecordStore(users, calls, ids);
    this.types = ResourceType.all(resources);
    this.channels = resources.channels();
    this.calls = calls;
    this.runner = runner;
    this.settings = settings.checkedWith(calls.settings());
    this.leaseTime = ProvisioningSettings.leaseTime(calls.settings());
    this.steps = new StepPublisher(calls.settings().clock(), settings.listener());
    this.tags = new OwnershipTags(settings.effectiveNamespace(), users::storeId);
    this.ids = ids;
    this.home = new AtomicReference<>(settings.home());
  }

  RecordStore store() {
    return store;
  }

  public UserRepository users() {
    return store.repository();
  }

  public ResourceType type(ResourceKind kind) {
    return Objects.requireNonNull(types.get(kind));
  }

  public ChannelService channels() {
    return channels;
  }

  public AwsCalls calls() {
    return calls;
  }

  public TaskRunner runner() {
    return runner;
  }

  public ProvisioningSettings settings() {
    return settings;
  }

  public StepPublisher steps() {
    return steps;
  }

  public OwnershipTags tags() {
    return tags;
  }

  Supplier<String> ids() {
    return ids;
  }

  /** Returns the time in microseconds, the precision that databases store. */
  public Instant now() {
    return calls.settings().clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The duration of a lease, and of its extension by each write. */
  Duration leaseTime() {
    return leaseTime;
  }

  /** The greatest difference of two servers' clocks that leases and look-ups tolerate. */
  public Duration clockSkew() {
    CallSettings time = calls.settings();
    return leaseTime().minus(time.operationTimeout().multipliedBy(2)).minus(time.callTimeout());
  }

  /**
   * Returns the start of the consistency window for a look-up. A recent recorded time may come from
   * a server whose clock is behind, so the look-up then takes the whole window on this clock.
   */
  public Instant searchSince(Instant recorded) {
    return recorded.isAfter(now()) ? recorded : changedSince(recorded);
  }

  /**
   * Returns that start for a change, which has happened on any clock, even if it is recorded later.
   */
  public Instant changedSince(Instant recorded) {
    return recorded.isAfter(longAgo()) ? now() : recorded;
  }

  /** The time from which no request without an answer can take effect any more, on any clock. */
  public Instant afterLateRequests() {
    return now().plus(calls.settings().callTimeout().multipliedBy(2)).plus(clockSkew());
  }

  /** Returns the change that delays a task until no request without an answer can be late. */
  public UnaryOperator<UserRecord> postponed(PendingTask task) {
    Instant earliest = afterLateRequests();
    return record ->
        record.with(
            tasks -> tasks.progressed(task.name(), progress -> progress.notBefore(earliest)));
  }

  /** A time so long ago that lists are sure to show resources created then, on any clock. */
  public Instant longAgo() {
    return now().minus(calls.settings().consistencyWindow()).minus(clockSkew());
  }

  /** Returns whether a resource is certainly old enough that every AWS server finds it. */
  public boolean isFoundEverywhere(AwsResource resource) {
    Instant createdAt = OwnershipTags.createdAt(resource.tags());
    return createdAt != null && createdAt.isBefore(longAgo());
  }

  Lease newLease() {
    return lease(ids.get());
  }

  Lease lease(String owner) {
    return new Lease(owner, now().plus(leaseTime()));
  }

  /** The home of all resources that this instance creates. */
  public Home home() {
    return Objects.requireNonNull(home.get());
  }

  /**
   * Learns the account from a resource that AWS has shown to this server. A record does not show
   * it, because a worker of another account may have written the record.
   */
  public void learnAccount(AwsResource shown) {
    Home seen = home().account() == null ? Home.ofArn(shown.arn()) : null;
    if (seen != null) {
      home.updateAndGet(known -> known.account() == null && known.matches(seen) ? seen : known);
    }
  }

  /**
   * Learns the account from the first resource that AWS lists; without resources it stays unknown.
   *
   * @throws RuntimeException if the account is unknown because a list is forbidden or missing
   */
  public void learnAccount() {
    RuntimeException denied = null;
    for (ResourceType type : types.values()) {
      if (home().account() == null) {
        try (Stream<ResourceSummary> all = type.list().get()) {
          all.findFirst().ifPresent(this::learnAccount);
        } catch (AccessDeniedException | UnsupportedOperationException e) {
          // An application that uses one service may have no permission for the others, or replace
          // them by services without lists.
          denied = e;
        }
      }
    }
    if (denied != null && home().account() == null) {
      throw denied;
    }
  }

  /** Returns the capacity of this home for each kind of resource. */
  Map<ResourceKind, Capacity> capacity() {
    Instant since = now().minus(Duration.ofDays(Capacity.DAYS));
    Map<ResourceKind, Long> existing = users().resources(home(), null);
    Map<ResourceKind, Long> recent = users().resources(home(), since);
    Map<ResourceKind, Capacity> capacity = new EnumMap<>(ResourceKind.class);
    for (ResourceKind kind : ResourceKind.values()) {
      capacity.put(
          kind,
          new Capacity(
              existing.getOrDefault(kind, 0L),
              settings.quotas().applyAsLong(kind),
              recent.getOrDefault(kind, 0L) / (double) Capacity.DAYS));
    }
    return Collections.unmodifiableMap(capacity);
  }

  /**
   * Rejects a record unless its resources are certainly in this region and account.
   *
   * @throws WrongHomeException also if AWS lists no resource that shows this account; in a wrong
   *     account, all resources of the record would seem to be gone
   */
  public UserRecord requireHome(UserRecord record) {
    if (!home().covers(requireNoOtherHome(record).home())) {
      learnAccount();
    }
    if (!home().covers(requireNoOtherHome(record).home())) {
      throw new WrongHomeException(
          record.label(),
          record.home().toString(),
          home() + " of an unknown account, because AWS lists no resource (set 'account')");
    }
    return record;
  }

  /** Rejects a record whose resources are certainly in another region or account. */
  public UserRecord requireNoOtherHome(UserRecord record) {
    if (!home().matches(record.home())) {
      throw new WrongHomeException(record.label(), record.home().toString(), home().toString());
    }
    return record;
  }

  /**
   * Learns the account if a record names one.
   *
   * @return the reason why records that name an account must wait; empty if the account is known,
   *     or there are no such records
   */
  Optional<String> accountProblem() {
    Home here = home();
    if (here.account() != null || !users().namesAccount(here.region())) {
      return Optional.empty();
    }
    String reason = "AWS lists no resource that shows it";
    try {
      learnAccount();
    } catch (RuntimeException e) {
      reason = Failures.describe(e);
    }
    return home().account() != null
        ? Optional.empty()
        : Optional.of(
            "the account of AWS is unknown, so users and spares whose account is recorded wait;"
                + " set 'account' to that of the credentials home="
                + here
                + " reason="
                + reason);
  }

  /** Finds the resources created for a record that lists show now. */
  public List<? extends AwsResource> find(UserRecord record, ResourceType type) {
    Set<String> names = new LinkedHashSet<>(List.of(record.resourceName()));
    if (SpareTransitions.mayHaveBeenSpare(record)) {
      // A late worker may have created it before a registration took the spare.
      names.add(settings.spareName(record.key()));
    }
    List<? extends AwsResource> found =
        names.stream()
            .flatMap(name -> type.find().apply(name, tags.identity(record)).stream())
            .filter(resource -> !OwnershipTags.isAdopted(resource.tags()))
            .toList();
    found.forEach(this::learnAccount);
    return found;
  }

  /**
   * Fails inside a transaction of the caller, because a crash or a roll-back would undo the record
   * of resources that then exist in AWS.
   */
  public void requireDurable() {
    if (users().isTransactionActive()) {
      throw new StreamCatException(
          "called inside a database transaction: call it before or after the transaction, because"
              + " its records must be committed before AWS is called",
          false,
          null);
    }
  }

  /**
   * Claims a user and applies a transition in one write; waits while another worker holds the
   * lease.
   *
   * @return the user, or empty if the user is gone
   * @throws StreamCatException if a transaction of the caller is under way
   * @throws WrongHomeException if the user's resources are in another region or account
   * @throws UserBusyException if the lease is not free within the operation timeout
   * @throws ProvisioningException if it stayed unknown whether the transition was stored
   */
  Optional<LeasedUser> claim(UserId id, UnaryOperator<UserRecord> transition) {
    Check.given("userId", id);
    requireDurable();
    return new Claim(this, transition).of(id);
  }

  /** Claims a record as {@link #claim} does, but no other record that has the id since. */
  Optional<LeasedUser> claimRecord(String key, UnaryOperator<UserRecord> transition) {
    requireDurable();
    return new Claim(this, transition).ofRecord(key);
  }

  /**
   * Applies a transition without the lease, and repeats it if another write comes first. The
   * transition must be valid for any record.
   *
   * @return the record after the transition; empty if the record is gone
   * @throws ProvisioningException if it stayed unknown whether the transition was stored
   */
  public Optional<UserRecord> change(String key, UnaryOperator<UserRecord> transition) {
    CallWrites writes = new CallWrites(store);
    return writes.confirmed(() -> change(key, transition, writes));
  }

  private Optional<UserRecord> change(
      String key, UnaryOperator<UserRecord> transition, CallWrites writes) {
    while (true) {
      Optional<UserRecord> stored = store.read(key);
      if (stored.isEmpty()) {
        return stored;
      }
      UserRecord next = transition.apply(stored.get());
      if (next.equals(stored.get()) || writes.update(stored.get(), next.written(ids.get()))) {
        return Optional.of(next);
      }
    }
  }

  /** Applies a transition to the record that has a resource, also if that changes meanwhile. */
  public void changeOwner(String arn, UnaryOperator<UserRecord> transition) {
    Predicate<UserRecord> isOwner =
        record -> record.resources().all().anyMatch(found -> found.arn().equals(arn));
    UnaryOperator<UserRecord> change =
        record -> isOwner.test(record) ? transition.apply(record) : record;
    Optional<UserRecord> owner;
    do {
      owner = store.readOwner(arn);
    } while (owner.isPresent() && change(owner.get().key(), change).filter(isOwner).isEmpty());
  }

  /** Returns the change that adds a task to restore the recorded settings of a resource. */
  public UnaryOperator<PendingTasks> restoration(ResourceKind kind, Instant from) {
    String mark = ids.get();
    return tasks -> tasks.restoring(kind, mark, from);
  }

  /** Claims a user and applies a transition, unless another worker holds the lease. */
  public Optional<LeasedUser> tryClaim(UserRecord stored, UnaryOperator<UserRecord> transition) {
    return new Claim(this, transition).once(stored);
  }
}
