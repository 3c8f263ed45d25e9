package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.NewUser;
import io.streamcat.user.OwnSettings;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registration of users who get the resources of a spare: one query for candidates, and one
 * update of the store, which succeeds for one registration only.
 */
final class SpareSignUps {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  /** Enough candidates that servers that choose at random rarely meet. */
  private static final int PAGE = 20;

  private final ProvisioningContext context;
  private final Registration registration;

  /** The keys of the spares that registrations of this server are taking. */
  private final Set<String> beingTaken = ConcurrentHashMap.newKeySet();

  SpareSignUps(ProvisioningContext context, Registration registration) {
    this.context = context;
    this.registration = registration;
  }

  /** Returns whether registrations on this thread may take spares. */
  boolean isEnabled() {
    return SpareUpkeep.target(context.settings()) > 0
        && CallScope.priority() != CallPriority.BACKGROUND;
  }

  /**
   * Registers a user with a spare.
   *
   * @param newUser a checked registration
   * @param person the identity of the user, whose password is hashed when a spare is found
   * @param repeated returns the user of an earlier call that this one repeats; empty if the other
   *     user no longer exists
   * @param deadline the time after which no other attempt is made
   * @return the user of this call or the repeated one; empty if there is no spare that fits
   */
  Optional<User> take(
      NewUser newUser,
      Supplier<Identity> person,
      Function<DuplicateUserException, Optional<User>> repeated,
      Instant deadline) {
    if (!isAccountKnown()) {
      return Optional.empty();
    }
    String after = null;
    while (true) {
      List<UserRecord> page = page(after);
      for (UserRecord spare : shuffled(page)) {
        if (!fits(spare, newUser.settings()) || !beingTaken.add(spare.key())) {
          continue;
        }
        try {
          Optional<User> user = take(spare, person.get(), newUser, repeated, deadline);
          if (user.isPresent()) {
            return user;
          }
        } finally {
          beingTaken.remove(spare.key());
        }
      }
      if (page.size() < PAGE) {
        return Optional.empty();
      }
      after = page.get(page.size() - 1).key();
    }
  }

  private List<UserRecord> page(@Nullable String after) {
    return context.store().spares(context.home(), after, PAGE);
  }

  /**
   * Returns whether this server knows its account, because it must not take a spare of another one.
   * AWS is asked only while the account is unknown and there are spares.
   */
  private boolean isAccountKnown() {
    try {
      if (context.home().account() == null && hasSpares()) {
        context.learnAccount();
      }
      return context.home().account() != null;
    } catch (RuntimeException e) {
      log.warn("No spare is taken, because the account is unknown; set the account", e);
      return false;
    }
  }

  private boolean hasSpares() {
    return !context.users().page(UserState.SPARE, null, 1).isEmpty();
  }

  /** Shuffles the candidates, so that servers that register users at the same time rarely meet. */
  private List<UserRecord> shuffled(List<UserRecord> page) {
    List<UserRecord> shuffled = new ArrayList<>(page);
    Collections.shuffle(shuffled, new Random(context.ids().get().hashCode()));
    return shuffled;
  }

  private boolean fits(UserRecord spare, OwnSettings own) {
    return SpareUpkeep.isCurrent(context, spare)
        && spare.resources().all().allMatch(resource -> has(resource, own));
  }

  private static boolean has(AwsResource resource, OwnSettings own) {
    return own.get(ResourceKind.of(resource)).appliedTo(resource).equals(resource);
  }

  /** Returns the user; empty if another registration has taken the spare, or it was changed. */
  private Optional<User> take(
      UserRecord spare,
      Identity person,
      NewUser newUser,
      Function<DuplicateUserException, Optional<User>> repeated,
      Instant deadline) {
    for (int attempt = 0; ; attempt++) {
      UserRecord taken =
          SpareTransitions.taken(
                  spare,
                  person,
                  registration.resourceName(person),
                  newUser.settings(),
                  context.now())
              .written(context.ids().get());
      try {
        Optional<User> user =
            context.store().update(spare, taken)
                ? Optional.of(taken.user())
                : overtaken(taken, newUser);
        user.ifPresent(own -> published(taken));
        return user;
      } catch (DuplicateUserException duplicate) {
        Optional<User> earlier = repeated.apply(duplicate);
        if (earlier.isPresent()) {
          return earlier;
        }
        // The other user has been removed meanwhile.
        if (!context.calls().pause(attempt, deadline)) {
          throw duplicate;
        }
      } catch (StreamCatException e) {
        throw e.retryable() ? ProvisioningWorkflow.unconfirmed(taken, e) : e;
      }
    }
  }

  /**
   * Returns the user of this take if its answer was lost and another worker has written since. Only
   * a generated id shows that; a chosen one shows it by its conflict with the next record.
   */
  private Optional<User> overtaken(UserRecord taken, NewUser newUser) {
    return newUser.id() != null
        ? Optional.empty()
        : context
            .store()
            .read(taken.key())
            .filter(now -> now.state().isRegistered() && now.id().equals(taken.id()))
            .map(UserRecord::user);
  }

  private void published(UserRecord taken) {
    context.steps().step(taken, Phase.INTENDED);
    for (ResourceKind kind : taken.resources().kinds()) {
      AwsResource resource = Objects.requireNonNull(taken.resources().get(kind));
      context.steps().step(taken, Phase.ATTACHED, kind, resource.arn(), null);
    }
    context.steps().step(taken, Phase.COMPLETED);
  }
}
