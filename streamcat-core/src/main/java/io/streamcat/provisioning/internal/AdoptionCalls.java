package io.streamcat.provisioning.internal;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.Adoption;
import io.streamcat.repository.Identity;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that register users with existing resources. A record with the resources is inserted
 * before AWS is changed, so the store accepts each resource for one record only.
 */
final class AdoptionCalls {

  private final ProvisioningContext context;
  private final Registration registration;
  private final AdoptionChecks checks;
  private final Admission admission;
  private final ProvisioningWorkflow workflow;
  private final RegisteredUsers users;

  AdoptionCalls(
      ProvisioningContext context,
      Registration registration,
      Admission admission,
      ProvisioningWorkflow workflow,
      RegisteredUsers users) {
    this.context = context;
    this.registration = registration;
    this.checks = new AdoptionChecks(context, registration);
    this.admission = admission;
    this.workflow = workflow;
    this.users = users;
  }

  Optional<User> check(NewUser newUser, Existing existing) {
    checks.check(newUser, existing);
    Optional<UserRecord> earlier = same(newUser, existing);
    if (earlier.isEmpty() && checks.verified(newUser, existing).isEmpty()) {
      earlier = same(newUser, existing);
    }
    return earlier.map(UserRecord::user);
  }

  /** Returns the record of the same adoption, but not that of a user who has released them. */
  private Optional<UserRecord> same(NewUser newUser, Existing existing) {
    return checks
        .earlier(newUser, existing)
        .filter(record -> AdoptionChecks.isSame(newUser, existing, record));
  }

  User adopt(NewUser newUser, Existing existing) {
    checks.check(newUser, existing);
    context.requireDurable();
    Instant deadline = context.calls().deadline();
    for (int attempt = 0; ; attempt++) {
      Optional<UserRecord> earlier = checks.earlier(newUser, existing);
      Optional<User> user =
          earlier.isPresent()
              ? users.registered(earlier.get())
              : adoptFree(newUser, existing, deadline);
      if (user.isPresent()) {
        return user.get();
      }
      // An earlier call or another user has been removed meanwhile.
      if (!context.calls().pause(attempt, deadline)) {
        throw new StreamCatException(
            "no time was left to adopt " + existing.arns().values(), true, null);
      }
    }
  }

  /** Returns the user; empty if an earlier call or another user must be looked at again. */
  private Optional<User> adoptFree(NewUser newUser, Existing existing, Instant deadline) {
    Instant readAt = context.now();
    return checks
        .verified(newUser, existing)
        .map(actual -> intend(newUser, existing, actual, readAt))
        .flatMap(intended -> insert(newUser, existing, intended, deadline));
  }

  private UserRecord intend(NewUser newUser, Existing existing, Resources actual, Instant readAt) {
    Identity person = registration.identity(newUser);
    Lease lease = context.newLease();
    return Adoption.adopting(
        registration.intend(person, checks.own(newUser, actual), missing(existing), lease),
        actual,
        readAt,
        lease);
  }

  private Set<ResourceKind> missing(Existing existing) {
    Set<ResourceKind> missing = EnumSet.noneOf(ResourceKind.class);
    if (existing.createsMissing()) {
      missing.addAll(context.settings().atRegistration());
      missing.removeAll(existing.arns().keySet());
    }
    return missing;
  }

  /**
   * Inserts the record, tags the resources and creates the others.
   *
   * @return the user; empty if an earlier call or another user must be looked at again
   */
  private Optional<User> insert(
      NewUser newUser, Existing existing, UserRecord intended, Instant deadline) {
    Set<ResourceKind> missing = missing(existing);
    return missing.isEmpty()
        ? insert(newUser, existing, intended)
        : admission.admit(missing, deadline, () -> insert(newUser, existing, intended));
  }

  private Optional<User> insert(NewUser newUser, Existing existing, UserRecord intended) {
    try {
      context.store().insert(intended);
    } catch (DuplicateUserException duplicate) {
      return Optional.empty();
    } catch (StreamCatException e) {
      if (e.retryable()) {
        throw ProvisioningWorkflow.unconfirmed(intended, e);
      }
      // Another call may have recorded a resource since the checks.
      if (checks.earlier(newUser, existing).isEmpty()) {
        throw e;
      }
      return Optional.empty();
    }
    context.steps().step(intended, Phase.INTENDED);
    try {
      LeasedUser user =
          new LeasedUser(context, intended, Objects.requireNonNull(intended.lease()).owner());
      return Optional.of(
          workflow
              .run(user, task -> true, context.settings().failurePolicy())
              .orThrow()
              .record()
              .user());
    } catch (LeaseLostException e) {
      return Optional.of(users.takenOver(intended, e));
    }
  }
}
