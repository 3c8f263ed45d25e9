package io.streamcat.provisioning.internal;

import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.internal.RecordStore.Outcome;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call to lease a user and to apply a transition in the same write. Confined to
 * one thread.
 *
 * <p>If the store does not confirm an attempt, and another write is found in its place, the
 * transition may be stored: other workers may have continued with it. Then the next attempt applies
 * it again, and a failure of that attempt does not show that the transition was rejected.
 */
final class Claim {

  private final ProvisioningContext context;
  private final UnaryOperator<UserRecord> transition;
  private final String owner;

  /** The record of an attempt that may have been stored. */
  private @Nullable UserRecord unconfirmed;

  Claim(ProvisioningContext context, UnaryOperator<UserRecord> transition) {
    this.context = context;
    this.transition = transition;
    this.owner = context.ids().get();
  }

  /**
   * Waits for the user's lease.
   *
   * @return the user, or empty if the user is gone
   * @throws UserBusyException if the lease is not free within the operation timeout
   * @throws ProvisioningException if it stayed unknown whether the transition was stored
   */
  Optional<LeasedUser> of(UserId id) {
    return confirmed(() -> attempts(id));
  }

  /**
   * Tries once.
   *
   * @return the user, or empty if another worker holds the lease or another write came first
   * @throws ProvisioningException if it stayed unknown whether the transition was stored
   */
  Optional<LeasedUser> once(UserRecord stored) {
    return confirmed(() -> attempt(stored));
  }

  private Optional<LeasedUser> confirmed(Supplier<Optional<LeasedUser>> claim) {
    try {
      return claim.get();
    } catch (RuntimeException e) {
      throw unconfirmed == null
          ? e
          : ProvisioningWorkflow.unconfirmed(unconfirmed, Failures.own(e));
    }
  }

  private Optional<LeasedUser> attempts(UserId id) {
    Instant deadline = context.calls().deadline();
    boolean isLate = false;
    for (int attempt = 0; ; attempt++) {
      Optional<UserRecord> stored = context.users().findById(id);
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
          throw new UserBusyException(id.value());
        }
        isLate = true;
      }
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
    switch (write(stored, next)) {
      case STORED -> {
        context.steps().claimed(stored, next);
        return Optional.of(new LeasedUser(context, next, owner));
      }
      case UNKNOWN -> unconfirmed = next;
      case REJECTED -> {}
    }
    return Optional.empty();
  }

  private Outcome write(UserRecord stored, UserRecord next) {
    try {
      return context.store().write(stored, next);
    } catch (StreamCatException e) {
      if (e.retryable()) {
        unconfirmed = next;
      }
      throw e;
    }
  }
}
