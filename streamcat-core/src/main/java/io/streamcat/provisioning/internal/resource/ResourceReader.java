package io.streamcat.provisioning.internal.resource;

import io.streamcat.aws.AwsResource;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.internal.Failures;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.reconciliation.ReconciliationPlanner;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A reader of recorded resources for a plan. A resource that cannot be read becomes a finding, so
 * that it does not stop the plan. Several failures in a row stop the plan, because then the cause
 * does not lie with the resources. Thread safe.
 */
public final class ResourceReader {

  private final ProvisioningContext context;
  private final Set<Finding> findings = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Map<ResourceKind, Integer> failures =
      Collections.synchronizedMap(new EnumMap<>(ResourceKind.class));

  public ResourceReader(ProvisioningContext context) {
    this.context = context;
  }

  /** The findings about resources that could not be read. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /**
   * Reads a resource that a user has recorded.
   *
   * @param then receives the resource, or empty if it is gone; not called if it cannot be read
   */
  public void read(
      UserRecord user,
      ResourceKind kind,
      AwsResource recorded,
      Consumer<Optional<? extends AwsResource>> then) {
    Optional<? extends AwsResource> actual;
    try {
      actual = context.type(kind).get().apply(recorded.arn());
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()
          || failures.merge(kind, 1, Integer::sum) >= Recovery.EQUAL_FAILURES) {
        throw e;
      }
      findings.add(
          new Finding(
              Finding.Type.UNREADABLE,
              kind,
              recorded.arn(),
              ReconciliationPlanner.userId(user),
              OwnershipTags.createdAt(recorded.tags()),
              Failures.describe(e)));
      return;
    }
    failures.remove(kind);
    then.accept(actual);
  }
}
