package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.StreamCatException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.Remover.Leftover;
import io.streamcat.provisioning.Remover.Target;
import io.streamcat.user.Attempt;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings a claimed user to an end: complete, or gone; and says so where neither could be reached.
 */
final class UserWork {

  private final Engine engine;
  private final Assembler assembler;
  private final Remover remover;
  private final ChannelChanges changes;

  UserWork(Engine engine, ChannelChanges changes) {
    this.engine = engine;
    this.changes = changes;
    this.assembler = new Assembler(engine);
    this.remover = new Remover(engine);
  }

  /**
   * Goes on with whatever was begun.
   *
   * @param unfinished decides on a user who is not complete and not being removed
   * @return the user, complete; empty if gone
   * @throws LeaseLostException if another worker has taken the user over
   * @throws ProvisioningException if neither could be reached
   */
  Optional<User> finish(Claim claim, Function<Claim, Optional<User>> unfinished) {
    if (claim.user().state() == UserState.DEPROVISIONING) {
      remove(claim);
      return Optional.empty();
    }
    if (claim.stored().isComplete()) {
      engine.users().release(claim.id(), claim.owner(), null, null);
      return Optional.of(claim.user());
    }
    return unfinished.apply(claim);
  }

  /**
   * Gives the user everything that is wanted and missing, and does what is due. A user who was
   * active before is not rolled back if that fails, but left to recovery: giving up would take from
   * the user what it was to have.
   *
   * @throws LeaseLostException if another worker has taken the user over
   * @throws ProvisioningException if something could not be created; the failure policy has been
   *     followed
   */
  User complete(Claim claim) {
    return claim.user().state() == UserState.ACTIVE
        ? complete(claim, FailurePolicy.RESUME)
        : complete(claim, engine.settings().failurePolicy());
  }

  /**
   * Gives an active user what was only just asked for; if that fails the failure policy says
   * whether it is given up.
   *
   * @throws LeaseLostException if another worker has taken the user over
   * @throws ProvisioningException if something could not be created
   */
  User extend(Claim claim) {
    return complete(claim, engine.settings().failurePolicy());
  }

  private User complete(Claim claim, FailurePolicy policy) {
    User user = assemble(claim, policy);
    if (!claim.stored().due().isEmpty()) {
      user = change(claim, user);
    }
    engine.steps().step(claim.id(), Phase.COMPLETED);
    return user;
  }

  private User change(Claim claim, User user) {
    try {
      return changes.finish(claim, user);
    } catch (LeaseLostException | ChannelLiveException e) {
      throw e;
    } catch (RuntimeException e) {
      engine.steps().step(claim.id(), Phase.FAILED, ResourceKind.CHANNEL, null, e);
      throw e instanceof ProvisioningException settled
          ? settled
          : leave(
              claim,
              "has a channel that is not changed yet; resume it, or let recovery do so",
              List.of(Failures.own(e)),
              List.of());
    }
  }

  /**
   * Gives an active user one kind of resource, in place of a recorded one that is gone. The lease
   * ends if that completes the user.
   *
   * @throws LeaseLostException if another worker has taken the user over
   * @throws ProvisioningException if it could not be created; the user is left to recovery
   */
  void replace(Claim claim, ResourceKind kind) {
    if (claim.user().resource(kind) != null) {
      engine.users().detach(claim.id(), claim.owner(), kind, engine.now());
    }
    // One may have been created before that did not come to be recorded; by now lists show it.
    Instant since = engine.now().minus(engine.calls().settings().consistencyWindow());
    assemble(claim.lackingOnly(kind, since), FailurePolicy.RESUME);
  }

  private User assemble(Claim claim, FailurePolicy policy) {
    List<Creation> creations = assembler.assemble(claim);
    List<StreamCatException> failures = new ArrayList<>();
    User user = claim.user().with(UserState.ACTIVE, engine.now());
    for (Creation creation : creations) {
      if (creation.failure() instanceof LeaseLostException lost) {
        throw lost;
      }
      if (creation.failure() != null) {
        failures.add(Failures.own(creation.failure()));
      } else if (creation.resource() != null) {
        user = user.with(creation.resource(), engine.now());
      }
    }
    if (!failures.isEmpty()) {
      throw policy == FailurePolicy.RESUME
          ? leave(claim, failures, creations)
          : rollBack(claim, failures, targets(claim, creations));
    }
    return user;
  }

  private ProvisioningException leave(
      Claim claim, List<StreamCatException> failures, List<Creation> creations) {
    List<String> leftovers =
        creations.stream().map(Creation::leftover).flatMap(Optional::stream).toList();
    return leave(
        claim, "is not complete yet; resume it, or let recovery do so", failures, leftovers);
  }

  /** Undoes what a failed completion may have created; a user that was active before stays so. */
  private ProvisioningException rollBack(
      Claim claim, List<StreamCatException> failures, List<Target> targets) {
    boolean active = claim.user().state() == UserState.ACTIVE;
    String unfinished =
        active
            ? "could not be given what is missing; recovery goes on with it"
            : "could not be rolled back; recovery will";
    List<Leftover> leftovers;
    try {
      leftovers = active ? forgo(claim, targets) : erase(claim, targets);
    } catch (RuntimeException e) {
      List<StreamCatException> all = new ArrayList<>(failures);
      all.add(Failures.own(e));
      return leave(claim, unfinished, all, names(targets));
    }
    if (leftovers.isEmpty()) {
      return new ProvisioningException(
          claim.id().value(),
          "was not given what is missing; nothing was left behind",
          failures,
          List.of());
    }
    List<StreamCatException> all = new ArrayList<>(failures);
    leftovers.forEach(leftover -> all.add(Failures.own(leftover.failure())));
    return leave(claim, unfinished, all, leftovers.stream().map(Leftover::leftover).toList());
  }

  /**
   * Deletes the user's resources, then the user.
   *
   * @throws ProvisioningException if something is left; recovery goes on with it
   */
  void remove(Claim claim) {
    List<Leftover> leftovers;
    try {
      leftovers = erase(claim, Remover.targets(claim));
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      throw leave(
          claim, "could not be removed; recovery will", List.of(Failures.own(e)), List.of());
    }
    if (!leftovers.isEmpty()) {
      throw leave(
          claim,
          "could not be removed completely; recovery will",
          leftovers.stream().map(leftover -> Failures.own(leftover.failure())).toList(),
          leftovers.stream().map(Leftover::leftover).toList());
    }
  }

  private List<Leftover> erase(Claim claim, List<Target> targets) {
    engine.users().beginDeprovisioning(claim.id(), engine.extended(claim.owner()), engine.now());
    engine.steps().step(claim.id(), Phase.REMOVING);
    // The channel comes first: who is being removed must be off the air before anything else goes.
    List<Leftover> leftovers =
        new ArrayList<>(remover.delete(claim, only(targets, EnumSet.of(ResourceKind.CHANNEL))));
    List<Target> others = only(targets, EnumSet.complementOf(EnumSet.of(ResourceKind.CHANNEL)));
    if (!others.isEmpty()) {
      // A live channel may have taken all the time there was.
      engine.users().beginDeprovisioning(claim.id(), engine.extended(claim.owner()), engine.now());
      leftovers.addAll(remover.delete(claim, others));
    }
    if (leftovers.isEmpty()) {
      forget(claim);
      engine.steps().step(claim.id(), Phase.REMOVED);
    }
    return leftovers;
  }

  private void forget(Claim claim) {
    boolean wasComplete = claim.missing().isEmpty();
    if (wasComplete && engine.settings().removedUsers() == RemovedUsers.ANONYMISE) {
      engine.users().anonymise(claim.id(), claim.owner(), engine.now());
    } else {
      engine.users().delete(claim.id(), claim.owner());
    }
  }

  private static List<Target> only(List<Target> targets, Set<ResourceKind> kinds) {
    return targets.stream().filter(target -> kinds.contains(target.kind())).toList();
  }

  private List<Leftover> forgo(Claim claim, List<Target> targets) {
    // Only what is not recorded: the others were the user's before.
    List<Leftover> leftovers = remover.delete(claim, only(targets, claim.missing()));
    if (leftovers.isEmpty()) {
      Attempt attempt = claim.stored().attempt();
      Set<ResourceKind> kept = EnumSet.copyOf(attempt.wanted());
      kept.removeAll(claim.missing());
      engine
          .users()
          .changeAttempt(
              claim.id(),
              claim.owner(),
              new Attempt(attempt.id(), attempt.resourceName(), kept),
              engine.now());
      Instant until = claim.stored().due().isEmpty() ? null : engine.now();
      engine.users().release(claim.id(), claim.owner(), until, null);
    }
    return leftovers;
  }

  /** Everything the user had before, was given now, or may have been given. */
  private List<Target> targets(Claim claim, List<Creation> creations) {
    Instant now = engine.now();
    List<Target> targets = new ArrayList<>();
    for (ResourceKind kind : ResourceKind.values()) {
      AwsResource before = claim.user().resource(kind);
      if (before != null) {
        targets.add(new Target(kind, List.of(before.arn()), Optional.empty()));
      }
    }
    for (Creation creation : creations) {
      AwsResource resource = creation.resource();
      targets.add(
          new Target(
              creation.kind(),
              resource == null ? List.of() : List.of(resource.arn()),
              creation.mayExist() ? Optional.of(now) : Optional.empty()));
    }
    return targets;
  }

  private static List<String> names(List<Target> targets) {
    return targets.stream().flatMap(target -> target.names().stream()).toList();
  }

  private ProvisioningException leave(
      Claim claim, String outcome, List<StreamCatException> failures, List<String> leftovers) {
    ProvisioningException exception =
        new ProvisioningException(claim.id().value(), outcome, failures, leftovers);
    release(claim, exception);
    engine.steps().step(claim.id(), Phase.LEFT_FOR_RECOVERY, null, null, exception);
    return exception;
  }

  private void release(Claim claim, ProvisioningException exception) {
    try {
      engine.users().release(claim.id(), claim.owner(), engine.now(), exception.getMessage());
    } catch (RuntimeException e) {
      // The lease expires by itself.
      exception.addSuppressed(e);
    }
  }
}
