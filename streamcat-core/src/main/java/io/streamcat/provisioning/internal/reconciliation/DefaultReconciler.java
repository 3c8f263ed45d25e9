package io.streamcat.provisioning.internal.reconciliation;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.Check;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;
import io.streamcat.provisioning.Recovery;
import io.streamcat.provisioning.internal.Failures;
import io.streamcat.provisioning.internal.ProvisioningContext;
import io.streamcat.provisioning.internal.ProvisioningWorkflow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class DefaultReconciler implements Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final ProvisioningContext context;
  private final ProvisioningWorkflow workflow;

  public DefaultReconciler(ProvisioningContext context, ProvisioningWorkflow workflow) {
    this.context = context;
    this.workflow = workflow;
  }

  @Override
  public ReconciliationPlan plan() {
    return plan(false);
  }

  @Override
  public ReconciliationPlan planWithDrift() {
    return plan(true);
  }

  @Override
  public ReconciliationPlan planWithDefaults() {
    requireNamespace();
    return CallScope.withPriority(CallPriority.BACKGROUND, () -> new DefaultsScan(context).plan());
  }

  private ReconciliationPlan plan(boolean withDrift) {
    requireNamespace();
    return CallScope.withPriority(
        CallPriority.BACKGROUND, () -> new ReconciliationPlanner(context, withDrift).plan());
  }

  /** Rejects a missing namespace, because applications that set none share the default one. */
  private void requireNamespace() {
    Check.that(
        context.settings().namespace() != null,
        "namespace",
        "set before reconciliation, because other applications of the account may use the"
            + " default one",
        "is not set");
  }

  @Override
  public ReconciliationReport apply(ReconciliationPlan plan) {
    requireOwn(plan);
    long orphans = plan.count(Finding.Type.ORPHANED);
    Check.that(
        !plan.deletesMany(),
        "plan",
        "one that deletes at most a tenth of the resources as orphans, and none if there are no"
            + " users; apply(plan, orphans) accepts more",
        "deletes "
            + orphans
            + " of "
            + plan.resources()
            + " resources as orphans, and there are "
            + plan.users()
            + " users");
    return apply(plan, orphans);
  }

  @Override
  public ReconciliationReport apply(ReconciliationPlan plan, long orphans) {
    requireOwn(plan);
    long deleted = plan.count(Finding.Type.ORPHANED);
    Check.that(
        deleted == orphans,
        "orphans",
        "the number of orphans that the plan deletes, " + deleted,
        "is " + orphans);
    context.requireDurable();
    return CallScope.withPriority(CallPriority.BACKGROUND, () -> settle(plan));
  }

  private void requireOwn(ReconciliationPlan plan) {
    requireNamespace();
    String namespace = context.settings().effectiveNamespace();
    Check.that(
        plan.namespace().equals(namespace),
        "plan",
        "of namespace " + namespace,
        "is of namespace " + plan.namespace());
  }

  private ReconciliationReport settle(ReconciliationPlan plan) {
    List<Finding> done = new ArrayList<>();
    Map<Finding, String> skipped = new LinkedHashMap<>();
    Map<Finding, StreamCatException> failed = new LinkedHashMap<>();
    FindingApplier applier = new FindingApplier(context, workflow, plan.at());
    // Creations and adoptions come first, because they decide which resource is a duplicate.
    List<Finding> ordered =
        plan.findings().stream().sorted(Comparator.comparing(Finding::type)).toList();
    if (plan.count(Finding.Type.ORPHANED) > 0) {
      // A removal may have released a resource moments ago, and a Get may still show its tags.
      context.calls().awaitCurrentLists(context.now(), context.calls().deadline());
    }
    int refused = 0;
    for (Finding finding : ordered) {
      if (Thread.currentThread().isInterrupted()) {
        skipped.put(finding, "the thread was interrupted");
        continue;
      }
      if (finding.type() == Finding.Type.OUTDATED && refused >= Recovery.EQUAL_FAILURES) {
        skipped.put(
            finding, "the last " + refused + " resources could not be changed to the defaults");
        continue;
      }
      try {
        Optional<String> reason = applier.apply(finding);
        if (reason.isPresent()) {
          skipped.put(finding, reason.get());
        } else {
          log.info("Settled {}", finding);
          done.add(finding);
          refused = 0;
        }
      } catch (RuntimeException e) {
        failed.put(finding, Failures.own(e));
        refused += finding.type() == Finding.Type.OUTDATED ? 1 : 0;
      } catch (Error e) {
        // An Error of the application's code concerns this finding alone.
        failed.put(finding, Failures.own(e));
      }
    }
    return new ReconciliationReport(done, skipped, failed);
  }
}
