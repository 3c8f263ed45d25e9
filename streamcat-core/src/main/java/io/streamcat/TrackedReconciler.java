package io.streamcat;

import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;

/**
 * A reconciler that registers its runs, so that {@link StreamCat#close} waits for them and later
 * runs are rejected.
 *
 * @param reconciler the reconciler that does the work
 * @param work the calls under way
 */
record TrackedReconciler(Reconciler reconciler, WorkInProgress work) implements Reconciler {

  @Override
  public ReconciliationPlan plan() {
    return work.run(reconciler::plan);
  }

  @Override
  public ReconciliationPlan planWithDrift() {
    return work.run(reconciler::planWithDrift);
  }

  @Override
  public ReconciliationPlan planWithDefaults() {
    return work.run(reconciler::planWithDefaults);
  }

  @Override
  public ReconciliationReport apply(ReconciliationPlan plan) {
    return work.run(() -> reconciler.apply(plan));
  }

  @Override
  public ReconciliationReport apply(ReconciliationPlan plan, long orphans) {
    return work.run(() -> reconciler.apply(plan, orphans));
  }
}
