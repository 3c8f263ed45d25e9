package io.streamcat.provisioning.internal.reconciliation;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.provisioning.internal.LeasedUser;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.ProvisioningWorkflow;
import io.streamcat.provisioning.internal.WorkResult;
import io.streamcat.provisioning.internal.resource.OwnershipTags;
import io.streamcat.provisioning.internal.resource.OwnershipTags.Origin;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.PendingTask.CreateResource;
import io.streamcat.repository.PendingTask.RestoreSettings;
import io.streamcat.repository.PendingTasks;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The application of a plan's findings, each after another check.
 *
 * <p>A finding about a user is decided and settled under the lease. The decision writes nothing and
 * changes nothing in AWS, so a failure then just ends the lease. The settlement ends the lease
 * itself. If the store did not confirm a write, the lease expires and recovery continues.
 */
public final class FindingApplier {

  private final ProvisioningContext context;
  private final ProvisioningWorkflow workflow;
  private final FindingOwners owners;
  private final MinimumAge age;

  FindingApplier(ProvisioningContext context, ProvisioningWorkflow workflow, Instant planned) {
    this.context = context;
    this.workflow = workflow;
    this.owners = new FindingOwners(context);
    this.age =
        new MinimumAge(
            planned,
            context.settings().reconciliationGracePeriod(),
            context.calls().settings().clock());
  }

  /**
   * A decision about a finding.
   *
   * @param reason the reason for skipping the finding, or null
   * @param settle settles the finding, and returns the reason if that turns out to be impossible
   */
  private record Decision(@Nullable String reason, Supplier<Optional<String>> settle) {

    static Decision leave(String reason) {
      return new Decision(reason, Optional::empty);
    }

    static Decision settle(Supplier<Optional<String>> settle) {
      return new Decision(null, settle);
    }

    Optional<String> carryOut() {
      return reason == null ? settle.get() : Optional.of(reason);
    }
  }

  /**
   * Applies a finding.
   *
   * @return the reason for skipping the finding, or empty if it is settled
   */
  Optional<String> apply(Finding finding) {
    return switch (finding.type()) {
      case ADOPTABLE ->
          leased(finding, user -> existing(finding, (r, origin) -> adopt(user, r, origin)));
      case MISSING -> leased(finding, user -> replace(user, finding));
      case DRIFTED -> leased(finding, user -> existing(finding, (r, origin) -> restore(user, r)));
      case OUTDATED -> leased(finding, user -> rollOut(user, finding));
      case DUPLICATE ->
          leased(
              finding, user -> existing(finding, (r, origin) -> deleteDuplicate(user, r, origin)));
      case ORPHANED -> existing(finding, (r, origin) -> deleteOrphan(finding, origin)).carryOut();
      case FOREIGN -> Optional.of("it does not belong to a user of this store and home");
      case UNREADABLE -> Optional.of("it could not be compared");
    };
  }

  /** Works on a user without a lease of another worker. */
  private Optional<String> leased(Finding finding, Function<LeasedUser, Decision> decide) {
    Optional<UserRecord> stored =
        owners.of(finding).filter(record -> record.state() != UserState.REMOVED);
    if (stored.isEmpty()) {
      return Optional.of("the user no longer exists");
    }
    if (!ReconciliationPlanner.isAtRest(context.requireHome(stored.get()))) {
      return Optional.of("the user is being worked on or left to recovery");
    }
    Optional<LeasedUser> user = context.tryClaim(stored.get(), UnaryOperator.identity());
    if (user.isEmpty()) {
      return Optional.of("the user is being worked on or left to recovery");
    }
    try {
      return decide(user.get(), decide).carryOut();
    } catch (LeaseLostException e) {
      return Optional.of("another worker has claimed the user");
    }
  }

  private static Decision decide(LeasedUser user, Function<LeasedUser, Decision> decide) {
    Decision decision;
    try {
      decision = decide.apply(user);
    } catch (RuntimeException e) {
      try {
        user.end(UnaryOperator.identity());
      } catch (RuntimeException unconfirmed) {
        e.addSuppressed(unconfirmed);
      }
      throw e;
    }
    if (decision.reason() != null) {
      user.end(UnaryOperator.identity());
    }
    return decision;
  }

  /** Works on a resource that exists, belongs to the namespace and is old enough. */
  private Decision existing(Finding finding, BiFunction<AwsResource, Origin, Decision> decide) {
    Optional<? extends AwsResource> resource =
        context.type(finding.kind()).get().apply(finding.arn());
    if (resource.isEmpty()) {
      return Decision.leave("it is gone");
    }
    Optional<Origin> origin = context.tags().origin(resource.get().tags());
    if (origin.isEmpty()) {
      return Decision.leave("it is not tagged with the namespace");
    }
    if (origin.get().isAdopted() && finding.type() != Finding.Type.DRIFTED) {
      return Decision.leave("it existed before it was adopted, so it is never deleted");
    }
    return age.tooYoung(origin.get().createdAt())
        .map(Decision::leave)
        .orElseGet(() -> decide.apply(resource.get(), origin.get()));
  }

  private Decision adopt(LeasedUser user, AwsResource resource, Origin origin) {
    ResourceKind kind = ResourceKind.of(resource);
    AwsResource recorded = user.record().resources().get(kind);
    if (!isOf(origin, user)) {
      return Decision.leave("it belongs to an earlier registration of the user");
    }
    if (user.record().pending().isDiscarding(resource.arn())) {
      return Decision.leave("it is marked for deletion");
    }
    if (recorded == null && user.record().pending().creation(kind).isEmpty()) {
      return Decision.leave("the user does not need one");
    }
    return (recorded == null ? Optional.<String>empty() : unlessGone(kind, recorded))
        .map(Decision::leave)
        .orElseGet(() -> Decision.settle(() -> adopt(user, resource, recorded)));
  }

  private Optional<String> adopt(
      LeasedUser user, AwsResource resource, @Nullable AwsResource gone) {
    ResourceKind kind = ResourceKind.of(resource);
    UserRecord before = user.record();
    context.steps().step(before, Phase.ADOPTED, kind, resource.arn(), null);
    AwsResource differing = gone != null && !Drift.between(gone, resource).isEmpty() ? gone : null;
    UnaryOperator<UserRecord> adoption =
        record -> {
          Instant now = context.now();
          UserRecord lacking = gone == null ? record : record.lost(kind, now, now);
          if (lacking.resources().get(kind) != null) {
            // A late resource may have been recorded without the lease; then this one is surplus.
            return record;
          }
          UserRecord adopted = lacking.recorded(resource, now);
          return differing == null ? adopted : keepingSettings(adopted, differing);
        };
    if (differing == null) {
      user.end(adoption);
      context.steps().recorded(before, user.record());
    } else {
      user.write(adoption);
      context.steps().recorded(before, user.record());
      workflow
          .run(
              user,
              task -> task instanceof ChangeSettings change && change.kind() == kind,
              FailurePolicy.RESUME)
          .orThrow();
    }
    boolean isRecorded = isRecorded(user, resource);
    return isRecorded ? Optional.empty() : Optional.of("another one was recorded meanwhile");
  }

  private static boolean isRecorded(LeasedUser user, AwsResource resource) {
    AwsResource recorded = user.record().resources().get(ResourceKind.of(resource));
    return recorded != null && recorded.arn().equals(resource.arn());
  }

  /**
   * Two registrations have different keys; but the tag can be copied, with or without the store's.
   */
  private static boolean isOf(Origin origin, LeasedUser user) {
    return origin.isOfStore() && origin.isOf(user.record());
  }

  private Decision replace(LeasedUser user, Finding finding) {
    ResourceKind kind = finding.kind();
    AwsResource recorded = user.record().resources().get(kind);
    if (recorded == null || !recorded.arn().equals(finding.arn())) {
      return Decision.leave("another one or none is recorded now");
    }
    return unlessGone(kind, recorded)
        .map(Decision::leave)
        .orElseGet(() -> Decision.settle(() -> replace(user, recorded)));
  }

  private Optional<String> replace(LeasedUser user, AwsResource gone) {
    ResourceKind kind = ResourceKind.of(gone);
    // An earlier create may not have been recorded; by now lists show its resource.
    Instant since = context.longAgo();
    user.write(
        record -> {
          UserRecord lacking = record.lost(kind, since, context.now());
          return keepingSettings(lacking, gone);
        });
    workflow
        .run(
            user,
            task ->
                task instanceof CreateResource create
                    ? create.kind() == kind
                    : task instanceof ChangeSettings change && change.kind() == kind,
            FailurePolicy.RESUME)
        .orThrow();
    return Optional.empty();
  }

  /**
   * Keeps the recorded settings for the new resource, so that a private channel is not replaced by
   * a public one.
   */
  private UserRecord keepingSettings(UserRecord record, AwsResource gone) {
    ResourceKind kind = ResourceKind.of(gone);
    PendingChange kept = new PendingChange(ResourceKind.changeTo(gone), LiveChannelPolicy.WAIT);
    // Pending changes were requested after those settings had been recorded.
    List<PendingChange> later =
        record.pending().change(kind).map(ChangeSettings::changes).orElse(List.of());
    PendingTasks changed =
        record.pending().without("change " + kind.words()).changing(kind, kept, context.now());
    for (PendingChange next : later) {
      changed = changed.changing(kind, next, context.now());
    }
    PendingTasks all = changed;
    return record.with(tasks -> all);
  }

  private Optional<String> unlessGone(ResourceKind kind, AwsResource recorded) {
    return context.type(kind).get().apply(recorded.arn()).isPresent()
        ? Optional.of("the recorded one exists")
        : age.tooYoung(OwnershipTags.createdAt(recorded.tags()));
  }

  private Decision restore(LeasedUser user, AwsResource actual) {
    ResourceKind kind = ResourceKind.of(actual);
    AwsResource recorded = user.record().resources().get(kind);
    if (recorded == null || !isRecorded(user, actual)) {
      return Decision.leave("it is no longer recorded");
    }
    if (!DriftScan.isComparable(user.record(), kind)) {
      return Decision.leave("a change of its settings is pending");
    }
    return Drift.between(recorded, actual).isEmpty()
        ? Decision.leave("it has the recorded settings")
        : Decision.settle(() -> restore(user, kind));
  }

  /** Restores settings by a task, because other workers change settings, too. */
  private Optional<String> restore(LeasedUser user, ResourceKind kind) {
    user.write(record -> record.with(context.restoration(kind, context.now())));
    WorkResult result =
        workflow
            .run(
                user,
                pending -> pending instanceof RestoreSettings restore && restore.kind() == kind,
                FailurePolicy.RESUME)
            .orThrow();
    return result.isWaiting()
        ? Optional.of("recovery restores the recorded settings when its live stream has ended")
        : Optional.empty();
  }

  /** Changes the recorded resource only, which may be of any age, as for a caller's change. */
  private Decision rollOut(LeasedUser user, Finding finding) {
    ResourceKind kind = finding.kind();
    AwsResource recorded = user.record().resources().get(kind);
    if (recorded == null || !recorded.arn().equals(finding.arn())) {
      return Decision.leave("another one or none is recorded now");
    }
    return DefaultsScan.changeToDefaults(user.record(), context.type(kind))
        .map(
            change ->
                DefaultsScan.obstacle(user.record(), kind, change)
                    .map(Decision::leave)
                    .orElseGet(() -> Decision.settle(() -> rollOut(user, kind, change))))
        .orElseGet(
            () ->
                Decision.leave("it has the defaults, or its settings were chosen or are changing"));
  }

  private Optional<String> rollOut(
      LeasedUser user, ResourceKind kind, SettingsChange<?, ?> change) {
    PendingChange pending = new PendingChange(change, LiveChannelPolicy.WAIT);
    user.write(record -> record.with(tasks -> tasks.changing(kind, pending, context.now())));
    WorkResult result =
        workflow
            .run(
                user,
                task -> task instanceof ChangeSettings next && next.kind() == kind,
                FailurePolicy.RESUME)
            .orThrow();
    return result.isWaiting()
        ? Optional.of("recovery applies the defaults when its live stream has ended")
        : Optional.empty();
  }

  private Decision deleteDuplicate(LeasedUser user, AwsResource resource, Origin origin) {
    ResourceKind kind = ResourceKind.of(resource);
    AwsResource recorded = user.record().resources().get(kind);
    if (!isOf(origin, user)) {
      return Decision.leave("it belongs to an earlier registration of the user");
    }
    if (recorded == null
        ? user.record().pending().creation(kind).isPresent()
        : recorded.arn().equals(resource.arn())) {
      return Decision.leave("the user has no other one");
    }
    if (recorded != null && context.type(kind).get().apply(recorded.arn()).isEmpty()) {
      return Decision.leave("the recorded one is gone");
    }
    return Decision.settle(() -> discard(user, resource.arn()));
  }

  /** Marks a resource before its deletion, so that no other worker records it meanwhile. */
  private Optional<String> discard(LeasedUser user, String arn) {
    user.write(record -> record.with(tasks -> tasks.discarding(arn, context.now())));
    WorkResult result = workflow.run(user, task -> false, FailurePolicy.RESUME);
    if (result.record().pending().isDiscarding(arn)) {
      throw result.failures().get(0);
    }
    return Optional.empty();
  }

  private Decision deleteOrphan(Finding finding, Origin origin) {
    if (!origin.isOfStore()) {
      return Decision.leave("it belongs to another store of users");
    }
    Optional<UserRecord> owner =
        Optional.ofNullable(origin.record())
            .flatMap(context.users()::findByKey)
            .filter(stored -> stored.state() != UserState.REMOVED)
            .or(() -> context.users().findByResource(finding.arn()));
    if (owner.isPresent()) {
      return Decision.leave("it belongs to user " + owner.get().label());
    }
    return Decision.settle(
        () -> {
          // No other record gets this key, so nobody will record the resource.
          context.type(finding.kind()).delete().accept(finding.arn());
          context
              .steps()
              .deletedOrphan(origin.userId().orElse(null), finding.kind(), finding.arn());
          return Optional.empty();
        });
  }
}
