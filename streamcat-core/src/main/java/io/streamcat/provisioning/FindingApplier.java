package io.streamcat.provisioning;

import io.streamcat.aws.AwsResource;
import io.streamcat.error.LeaseLostException;
import io.streamcat.provisioning.OwnershipTags.Origin;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Applies the findings of a plan, each after another look at it. Methods return why nothing was
 * done, or empty if the finding is settled.
 */
final class FindingApplier {

  private final ProvisioningContext context;
  private final ProvisioningWorkflow workflow;
  private final Instant planned;

  FindingApplier(ProvisioningContext context, ProvisioningWorkflow workflow, Instant planned) {
    this.context = context;
    this.workflow = workflow;
    this.planned = planned;
  }

  Optional<String> apply(Finding finding) {
    return switch (finding.type()) {
      case ADOPTABLE -> leased(finding, user -> existing(finding, (r, o) -> adopt(user, r, o)));
      case MISSING -> leased(finding, user -> replace(user, finding));
      case DRIFTED -> leased(finding, user -> existing(finding, (r, o) -> restore(user, r)));
      case DUPLICATE ->
          leased(finding, user -> existing(finding, (r, o) -> deleteDuplicate(user, r, o)));
      case ORPHANED -> existing(finding, (r, o) -> deleteOrphan(finding, o));
      case FOREIGN -> Optional.of("another store of users has tagged it");
    };
  }

  /** Works on a user whom no worker has and recovery is not to finish. */
  private Optional<String> leased(
      Finding finding, Function<LeasedUser, Optional<String>> action) {
    Optional<UserRecord> stored =
        context
            .users()
            .findById(Objects.requireNonNull(finding.userId()))
            .filter(record -> record.state() != UserState.REMOVED);
    if (stored.isEmpty()) {
      return Optional.of("there is no such user any more");
    }
    if (!ReconciliationPlanner.isAtRest(context.requireHome(stored.get()))) {
      return Optional.of("the user is being worked on or left to recovery");
    }
    Optional<LeasedUser> user = context.tryClaim(stored.get(), UnaryOperator.identity());
    if (user.isEmpty()) {
      return Optional.of("the user is being worked on");
    }
    try {
      Optional<String> reason = action.apply(user.get());
      release(user.get());
      return reason;
    } catch (LeaseLostException e) {
      return Optional.of("another worker has taken the user over");
    } catch (RuntimeException e) {
      release(user.get());
      throw e;
    }
  }

  private static void release(LeasedUser user) {
    if (user.record().lease() != null) {
      user.end(UnaryOperator.identity());
    }
  }

  /** Works on a resource that exists, is of the namespace and is old enough. */
  private Optional<String> existing(
      Finding finding, BiFunction<AwsResource, Origin, Optional<String>> action) {
    Optional<? extends AwsResource> resource =
        context.type(finding.kind()).get().apply(finding.arn());
    if (resource.isEmpty()) {
      return Optional.of("it is gone");
    }
    Optional<Origin> origin = context.tags().origin(resource.get().tags());
    if (origin.isEmpty()) {
      return Optional.of("it is not tagged with the namespace");
    }
    return tooYoung(origin.get().createdAt()).or(() -> action.apply(resource.get(), origin.get()));
  }

  private Optional<String> adopt(LeasedUser user, AwsResource resource, Origin origin) {
    ResourceKind kind = ResourceKind.of(resource);
    AwsResource recorded = user.record().resources().get(kind);
    if (!origin.isOf(user.record())) {
      return Optional.of("it is not of the user as registered now");
    }
    if (recorded == null && user.record().pending().creation(kind).isEmpty()) {
      return Optional.of("the user is not to have one");
    }
    Optional<String> reason = recorded == null ? Optional.empty() : unlessGone(kind, recorded);
    if (reason.isPresent()) {
      return reason;
    }
    context.steps().step(user.record(), Phase.ADOPTED, kind, resource.arn(), null);
    UserRecord before = user.record();
    user.end(
        record -> {
          UserRecord lacking =
              recorded == null ? record : record.lost(kind, context.now(), context.now());
          return lacking.recorded(resource, context.now());
        });
    context.steps().recorded(before, user.record());
    return Optional.empty();
  }

  private Optional<String> replace(LeasedUser user, Finding finding) {
    ResourceKind kind = finding.kind();
    AwsResource recorded = user.record().resources().get(kind);
    if (recorded == null || !recorded.arn().equals(finding.arn())) {
      return Optional.of("another one is recorded, or none any more");
    }
    Optional<String> reason = unlessGone(kind, recorded);
    if (reason.isPresent()) {
      return reason;
    }
    // One may have been created before that did not come to be recorded; by now lists show it.
    Instant since = context.now().minus(context.calls().settings().consistencyWindow());
    user.write(record -> record.lost(kind, since, context.now()));
    workflow
        .run(
            user,
            task -> task instanceof CreateResource create && create.kind() == kind,
            FailurePolicy.RESUME)
        .orThrow();
    return Optional.empty();
  }

  private Optional<String> unlessGone(ResourceKind kind, AwsResource recorded) {
    return context.type(kind).get().apply(recorded.arn()).isPresent()
        ? Optional.of("the recorded one exists")
        : tooYoung(OwnershipTags.createdAt(recorded.tags()));
  }

  private Optional<String> restore(LeasedUser user, AwsResource actual) {
    ResourceKind kind = ResourceKind.of(actual);
    AwsResource recorded = user.record().resources().get(kind);
    if (recorded == null || !recorded.arn().equals(actual.arn())) {
      return Optional.of("it is not recorded any more");
    }
    if (Drift.between(recorded, actual).isEmpty()) {
      return Optional.of("it has the recorded settings");
    }
    user.hold();
    context.type(kind).restore().accept(recorded);
    context.steps().step(user.record(), Phase.RESTORED, kind, recorded.arn(), null);
    return Optional.empty();
  }

  private Optional<String> deleteDuplicate(LeasedUser user, AwsResource resource, Origin origin) {
    ResourceKind kind = ResourceKind.of(resource);
    AwsResource recorded = user.record().resources().get(kind);
    if (!origin.isOf(user.record())) {
      return Optional.of("it is not of the user as registered now");
    }
    if (recorded == null && user.record().pending().creation(kind).isPresent()) {
      return Optional.of("the user has no other one");
    }
    if (recorded != null) {
      if (recorded.arn().equals(resource.arn())) {
        return Optional.of("the user has no other one");
      }
      if (context.type(kind).get().apply(recorded.arn()).isEmpty()) {
        return Optional.of("the recorded one is gone");
      }
    }
    // Marked before it is deleted, so that no other worker records it meanwhile.
    user.write(
        record -> record.with(record.pending().discarding(resource.arn(), context.now())));
    workflow.run(user, task -> false, FailurePolicy.RESUME).orThrow();
    return Optional.empty();
  }

  private Optional<String> deleteOrphan(Finding finding, Origin origin) {
    if (!context.tags().store().equals(origin.store())) {
      return Optional.of("another store of users has tagged it");
    }
    Optional<UserRecord> owner =
        Optional.ofNullable(origin.record())
            .flatMap(context.users()::findByKey)
            .filter(stored -> stored.state() != UserState.REMOVED)
            .or(() -> context.users().findByResource(finding.arn()));
    if (owner.isPresent()) {
      return Optional.of("it is of user " + owner.get().label());
    }
    // Keys of records are never used again: what has none now will never have one.
    context.type(finding.kind()).delete().accept(finding.arn());
    context.steps().deletedOrphan(origin.userId().orElse(null), finding.kind(), finding.arn());
    return Optional.empty();
  }

  /** What existed when it was planned is as old as the plan, whatever its tags say. */
  private Optional<String> tooYoung(@Nullable Instant createdAt) {
    if (!isTooRecent(planned) || (createdAt != null && !isTooRecent(createdAt))) {
      return Optional.empty();
    }
    return Optional.of(
        createdAt == null
            ? "its age is unknown; this plan may be applied to it from "
                + planned.plus(context.settings().reconciliationGracePeriod())
            : "it is younger than the grace period");
  }

  private boolean isTooRecent(Instant time) {
    return context.now().isBefore(time.plus(context.settings().reconciliationGracePeriod()));
  }
}
