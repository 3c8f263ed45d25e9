package io.streamcat.provisioning.internal;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.aws.internal.ReservedTurns;
import io.streamcat.exception.Check;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.AsyncRegistrations.Prepared;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The registration of users one by one: its turn, its record, and the creation of resources. */
final class SignUps {

  private final ProvisioningContext context;
  private final Registration registration;
  private final Admission admission;
  private final SpareSignUps spares;
  private final AsyncRegistrations async;
  private final ProvisioningWorkflow workflow;
  private final RegisteredUsers users;

  SignUps(
      ProvisioningContext context,
      Registration registration,
      Admission admission,
      Executor executor,
      ProvisioningWorkflow workflow,
      RegisteredUsers users) {
    this.context = context;
    this.registration = registration;
    this.admission = admission;
    this.spares = new SpareSignUps(context, registration);
    this.async = new AsyncRegistrations(executor, context.settings().asyncLimit());
    this.workflow = workflow;
    this.users = users;
  }

  User provision(NewUser newUser, Duration timeout) {
    return withDeadline(
        timeout,
        deadline -> {
          registration.check(newUser);
          return admitted(newUser, deadline);
        });
  }

  CompletableFuture<User> provisionAsync(NewUser newUser, Duration timeout) {
    return withDeadline(
        timeout,
        deadline ->
            async.submit(
                () -> {
                  registration.check(newUser);
                  // A background registration waits for its turns, and the search for a spare reads
                  // the store, which must not block the caller.
                  return CallScope.priority() == CallPriority.BACKGROUND || spares.isEnabled()
                      ? new Prepared(null, () -> admitted(newUser, deadline))
                      : prepared(newUser, deadline);
                }));
  }

  private Prepared prepared(NewUser newUser, Instant deadline) {
    try {
      ReservedTurns turns = reserve(deadline);
      return new Prepared(turns, () -> register(newUser, identity(newUser), turns, deadline));
    } catch (OverloadedException e) {
      User user = earlier(newUser).orElseThrow(() -> e);
      return new Prepared(null, () -> user);
    }
  }

  private <T> T withDeadline(Duration timeout, Function<Instant, T> work) {
    Check.positiveTime("timeout", timeout);
    return CallScope.withStrictDeadline(
        context.now().plus(timeout),
        () -> work.apply(Objects.requireNonNull(CallScope.deadline())));
  }

  private ReservedTurns reserve(Instant deadline) {
    return admission.reserve(context.settings().atRegistration(), deadline);
  }

  /**
   * Registers a user with a spare, or with new resources unless the queues are too long; a repeated
   * call needs no turn.
   */
  private User admitted(NewUser newUser, Instant deadline) {
    Supplier<Identity> person = identity(newUser);
    if (spares.isEnabled()) {
      context.requireDurable();
      context.calls().requireOpen();
      Optional<User> user = spares.take(newUser, person, e -> repeated(newUser, e), deadline);
      if (user.isPresent()) {
        return user.get();
      }
    }
    ReservedTurns turns;
    try {
      turns = reserve(deadline);
    } catch (OverloadedException e) {
      return earlier(newUser).orElseThrow(() -> e);
    }
    return register(newUser, person, turns, deadline);
  }

  /** Returns a supplier of the user's identity, which hashes the password when first called. */
  private Supplier<Identity> identity(NewUser newUser) {
    AtomicReference<@Nullable Identity> known = new AtomicReference<>();
    return () -> {
      Identity person = known.get();
      if (person == null) {
        person = registration.identity(newUser);
        known.set(person);
      }
      return person;
    };
  }

  /**
   * Returns the registered user if this call repeats an earlier one, which needs no turn.
   *
   * @throws DuplicateUserException if another user has the id or username
   */
  private Optional<User> earlier(NewUser newUser) {
    return registration
        .duplicate(newUser)
        .flatMap(duplicate -> registration.repeated(newUser, duplicate))
        .filter(record -> record.state().isRegistered())
        .map(UserRecord::user);
  }

  /** Registers a user after waiting for the turns of the creates. */
  private User register(
      NewUser newUser, Supplier<Identity> identity, ReservedTurns turns, Instant deadline) {
    try {
      context.requireDurable();
      if (admission.isWaiting(turns)) {
        Optional<User> earlier = earlier(newUser);
        if (earlier.isPresent()) {
          return earlier.get();
        }
      }
      Identity person = identity.get();
      admission.await(turns, deadline);
      return turns.use(() -> register(newUser, person, deadline));
    } finally {
      turns.giveBack();
    }
  }

  private User register(NewUser newUser, Identity person, Instant deadline) {
    for (int attempt = 0; ; attempt++) {
      UserRecord intended = registration.intend(person, newUser.settings());
      try {
        context.store().insert(intended);
      } catch (DuplicateUserException duplicate) {
        Optional<User> earlier = repeated(newUser, duplicate);
        if (earlier.isPresent()) {
          return earlier.get();
        }
        // The other user has been removed meanwhile.
        if (!context.calls().pause(attempt, deadline)) {
          throw duplicate;
        }
        continue;
      } catch (StreamCatException e) {
        throw e.retryable() ? ProvisioningWorkflow.unconfirmed(intended, e) : e;
      }
      context.steps().step(intended, Phase.INTENDED);
      if (intended.isComplete()) {
        context.steps().step(intended, Phase.COMPLETED);
        return intended.user();
      }
      LeasedUser user =
          new LeasedUser(context, intended, Objects.requireNonNull(intended.lease()).owner());
      try {
        WorkResult result =
            workflow.run(user, task -> true, context.settings().failurePolicy()).orThrow();
        return result.record().user();
      } catch (LeaseLostException e) {
        return users.takenOver(intended, e);
      }
    }
  }

  /** Returns the user of an earlier call that this call repeats; empty if the user is gone. */
  private Optional<User> repeated(NewUser newUser, DuplicateUserException duplicate) {
    return registration.repeated(newUser, duplicate).flatMap(users::registered);
  }
}
