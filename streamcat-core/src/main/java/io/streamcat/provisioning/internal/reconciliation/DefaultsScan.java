package io.streamcat.provisioning.internal.reconciliation;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.resource.OwnershipTags;
import io.streamcat.provisioning.internal.resource.ResourceType;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The comparison of recorded settings with today's defaults. Settings that were chosen for a user
 * are skipped, and so is a resource with a pending change of settings. No call of AWS is made.
 */
final class DefaultsScan {

  private final ProvisioningContext context;

  DefaultsScan(ProvisioningContext context) {
    this.context = context;
  }

  ReconciliationPlan plan() {
    context.requireDurable();
    context.learnAccount();
    Instant at = context.now();
    List<Finding> findings = new ArrayList<>();
    long users = 0;
    long resources = 0;
    try (Stream<UserRecord> stream = context.users().stream()) {
      for (UserRecord user : (Iterable<UserRecord>) stream::iterator) {
        if (!user.home().matches(context.home())) {
          continue;
        }
        users++;
        // Recovery renews spares that differ from the defaults.
        if (user.identity() == null || !ReconciliationPlanner.isAtRest(user)) {
          continue;
        }
        for (ResourceKind kind : user.resources().kinds()) {
          ReconciliationPlanner.requireAccount(context.home(), user);
          resources++;
          compare(user, kind).ifPresent(findings::add);
        }
      }
    }
    findings.sort(ReconciliationPlanner.ORDER);
    return new ReconciliationPlan(
        at, context.settings().effectiveNamespace(), users, resources, findings);
  }

  private Optional<Finding> compare(UserRecord user, ResourceKind kind) {
    AwsResource recorded = Objects.requireNonNull(user.resources().get(kind));
    return changeToDefaults(user, context.type(kind))
        .map(
            change ->
                new Finding(
                    Finding.Type.OUTDATED,
                    kind,
                    recorded.arn(),
                    user.id(),
                    OwnershipTags.createdAt(recorded.tags()),
                    obstacle(user, kind, change)
                        .orElseGet(
                            () ->
                                String.join(
                                    ", ", Drift.between(change.appliedTo(recorded), recorded)))));
  }

  /** Returns the reason why a user cannot get the defaults; empty if the user can. */
  static Optional<String> obstacle(
      UserRecord user, ResourceKind kind, SettingsChange<?, ?> change) {
    try {
      change.appliedTo(Objects.requireNonNull(user.resources().get(kind)));
      return Optional.empty();
    } catch (InvalidInputException e) {
      return Optional.of("the defaults conflict with chosen settings: " + e.getMessage());
    }
  }

  /**
   * Returns the change to the defaults that a user's resource lacks.
   *
   * @return the change; empty if nothing differs, or a change is pending
   */
  static Optional<SettingsChange<?, ?>> changeToDefaults(UserRecord user, ResourceType type) {
    AwsResource recorded = user.resources().get(type.kind());
    if (recorded == null || !DriftScan.isComparable(user, type.kind())) {
      return Optional.empty();
    }
    SettingsChange<?, ?> defaults = type.defaults();
    SettingsChange<?, ?> has = ResourceKind.changeTo(recorded);
    SettingsChange<?, ?> change =
        defaults.only(
            member ->
                user.own().leaves(member)
                    && !Objects.equals(defaults.value(member), has.value(member)));
    return change.isEmpty() ? Optional.empty() : Optional.of(change);
  }
}
