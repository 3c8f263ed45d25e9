package io.streamcat.provisioning.internal;

import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The attempts of one call to lease a user and to apply a transition in the same write. Confined to
 * one thread.
 *
 * <p>They concern one record. If the user is removed, and the id is given to another registration,
 * the call has nothing to do with that user.
 */
final class Claim {

  private final ProvisioningContext context;
  private final UnaryOperator<UserRecord> transition;
  private final String owner;
  private final CallWrites writes;

  Claim(ProvisioningContext context, UnaryOperator<UserRecord> transition) {
    this.context = context;
    this.transition = transition;
    this.owner = context.ids().get();
    this.writes = new CallWrites(context.store());
  }

  /**
   * Waits for the lease of the user who has an id now.
   *
   * @return the user, or empty if the user is gone
   * @throws UserBusyException if the lease is not free within the operation timeout
   * @throws ProvisioningException if it stayed unknown whether the transition was stored
   */
  Optional<LeasedUser> of(UserId id) {
    return attempts(context.users().findById(id));
  }

  /** Waits for the lease of a record, as {@link #of} does. */
  Optional<LeasedUser> ofRecord(String key) {
    return attempts(context.users().findByKey(key));
  }

  /**
   * Tries once.
   *
   * @return the user, or empty if another worker holds the lease, or another write is found in the
   *     place of this one
   * @throws ProvisioningException if the store did not confirm the write
   */
  Optional<LeasedUser> once(UserRecord stored) {
    return writes.confirmed(() -> attempt(stored));
  }

  private Optional<LeasedUser> attempts(Optional<UserRecord> first) {
    return first.flatMap(stored -> writes.confirmed(() -> attempts(stored)));
  }

  private Optional<LeasedUser> attempts(UserRecord first) {
    Instant deadline = context.calls().deadline();
    Optional<UserRecord> stored = Optional.of(first);
    boolean isLate = false;
    for (int attempt = 0; ; attempt++) {
      if (stored.isEmpty() || stored.get().state() == UserState.REMOVED) {
        return Optional.empty();
      }
      Optional<LeasedUser> claimed = attempt(context.requireHome(stored.get()));
      if (claimed.isPresent()) {
        return claimed;
      }
      if (!context.calls().pause(attempt, deadline)) {
        // After a stall, the worker that came first may long be done, so the user is tried once
        // more.
        if (isLate || Thread.currentThread().isInterrupted()) {
          throw new UserBusyException(first.label());
        }
        isLate = true;
      }
      stored = context.users().findByKey(first.key());
    }
  }

  private Optional<LeasedUser> attempt(UserRecord stored) {
    Lease current = stored.lease();
    if (current != null && current.owner().equals(owner)) {
      // The answer of an earlier attempt was lost, and a write without the lease has followed it.
      return Optional.of(new LeasedUser(context, stored, owner));
    }
    if (current != null && current.isHeld(context.now())) {
      return Optional.empty();
    }
    UserRecord next =
        transition.apply(stored.claimed(context.lease(owner))).written(context.ids().get());
    if (!writes.update(stored, next)) {
      return Optional.empty();
    }
    context.steps().claimed(stored, next);
    return Optional.of(new LeasedUser(context, next, owner));
  }
}
