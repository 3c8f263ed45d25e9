package io.streamcat.provisioning;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallScope;
import io.streamcat.aws.Tags;
import io.streamcat.channel.ChannelService;
import io.streamcat.error.Check;
import io.streamcat.error.StreamCatException;
import io.streamcat.error.UserBusyException;
import io.streamcat.user.Lease;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import io.streamcat.user.UserRepository;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the forward and the backward machinery share: the stores, the kinds of resources, and
 * leases.
 *
 * @param users where users are stored
 * @param types the kinds of resources
 * @param channels what only channels have: streams and stream keys
 * @param calls tells the time and waits
 * @param executor runs the work on several resources side by side
 * @param settings the rules
 * @param steps is told of every step
 */
record Engine(
    UserRepository users,
    Map<ResourceKind, ResourceType> types,
    ChannelService channels,
    AwsCalls calls,
    Executor executor,
    ProvisioningSettings settings,
    Steps steps) {

  private static final Duration MARGIN = Duration.ofSeconds(5);

  Engine {
    Duration lease = leaseTime(calls);
    Check.that(
        settings.reconciliationGracePeriod().compareTo(lease) >= 0,
        "reconciliationGracePeriod",
        "at least as long as a lease, which with these timeouts is " + lease,
        "is " + settings.reconciliationGracePeriod());
  }

  ResourceType type(ResourceKind kind) {
    return Objects.requireNonNull(types.get(kind));
  }

  Instant now() {
    // What databases keep, so that a stored time equals the one in memory.
    return calls.settings().clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * A fresh lease, long enough that nothing done under it can still be under way when it has
   * expired: a search whose last look begins at its deadline, and a change, each followed by a last
   * call.
   */
  Lease newLease() {
    return extended(UserId.generate(now()).value());
  }

  Lease extended(String owner) {
    return new Lease(owner, now().plus(leaseTime(calls)));
  }

  private static Duration leaseTime(AwsCalls calls) {
    Duration operation = calls.settings().operationTimeout().plus(calls.settings().callTimeout());
    return operation.multipliedBy(3).plus(MARGIN);
  }

  /** Does all of some work side by side, and waits for all of it. */
  <T> List<T> together(List<? extends Supplier<T>> work) {
    return Parallel.call(executor, work.stream().map(CallScope::carried).toList());
  }

  /** The tags by which everything created for a user in this attempt is recognised. */
  Map<String, String> identity(Claim claim) {
    return Map.of(
        Tags.NAMESPACE,
        settings.namespace(),
        Tags.USER_ID,
        TagValues.encode(claim.id()),
        Tags.RECORD,
        claim.stored().attempt().id());
  }

  /** What lists show now of what was created for a user in this attempt. */
  List<? extends AwsResource> find(Claim claim, ResourceType type) {
    return type.find().apply(claim.stored().attempt().resourceName(), identity(claim));
  }

  /** Fails unless what was found is sure to be all there is. */
  void requireSettled(Instant since, ResourceType type) {
    if (!calls.isSettled(since)) {
      throw new StreamCatException(
          "whether there is a " + type.kind().words() + " could not be found out in time",
          true,
          null);
    }
  }

  /**
   * Fails inside a transaction of the caller's: a crash or a roll-back would undo the record of
   * what exists in AWS by then.
   */
  void requireDurable() {
    if (users.isTransactionActive()) {
      throw new StreamCatException(
          "called inside a database transaction; call it before or after, since what it records has"
              + " to be committed before AWS is called",
          false,
          null);
    }
  }

  /**
   * Takes the lease on a user, waiting for whoever holds it.
   *
   * @return the user, or empty if it is gone
   * @throws StreamCatException if a transaction of the caller's is under way
   * @throws UserBusyException if it is not to be had within the operation timeout
   */
  Optional<Claim> claim(UserId id) {
    requireDurable();
    Instant deadline = calls.deadline();
    for (int attempt = 0; ; attempt++) {
      Optional<Claim> claim = tryClaim(id);
      if (claim.isPresent()) {
        return claim;
      }
      if (users.findById(id).filter(user -> user.user().state() != UserState.REMOVED).isEmpty()) {
        return Optional.empty();
      }
      if (!calls.pause(attempt, deadline)) {
        throw new UserBusyException(id.value());
      }
    }
  }

  /** Ends the lease on a user of whom nothing was changed; what is left to do stays so. */
  void release(Claim claim, @Nullable String problem) {
    Instant until = claim.stored().isComplete() ? null : now();
    users.release(claim.id(), claim.owner(), until, problem);
  }

  /** Takes the lease on a user, unless someone holds it or the user is gone. */
  Optional<Claim> tryClaim(UserId id) {
    Lease lease = newLease();
    return users.claim(id, lease, now()).map(stored -> Claim.of(stored, lease));
  }
}
