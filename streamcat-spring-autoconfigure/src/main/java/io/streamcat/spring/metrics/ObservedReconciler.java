package io.streamcat.spring.metrics;

import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;
import java.util.function.Consumer;

/**
 * A reconciler with observations.
 *
 * @param reconciler the reconciler that does the work
 * @param users the provisioner that starts the observations
 * @param plans receives each plan
 */
record ObservedReconciler(
    Reconciler reconciler, ObservedUserProvisioner users, Consumer<ReconciliationPlan> plans)
    implements Reconciler {

  @Override
  public ReconciliationPlan plan() {
    ReconciliationPlan plan = users.observe("reconciliation.plan", reconciler::plan);
    plans.accept(plan);
    return plan;
  }

  @Override
  public ReconciliationPlan planWithDrift() {
    ReconciliationPlan plan = users.observe("reconciliation.plan", reconciler::planWithDrift);
    plans.accept(plan);
    return plan;
  }

  @Override
  public ReconciliationPlan planWithDefaults() {
    return users.observe("reconciliation.plan", reconciler::planWithDefaults);
  }

  @Override
  public ReconciliationReport apply(ReconciliationPlan plan) {
    return users.observe("reconciliation.apply", () -> reconciler.apply(plan));
  }

  @Override
  public ReconciliationReport apply(ReconciliationPlan plan, long orphans) {
    return users.observe("reconciliation.apply", () -> reconciler.apply(plan, orphans));
  }
}
