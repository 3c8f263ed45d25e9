package io.streamcat;

import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;

/**
 * A reconciler whose runs are waited for when StreamCat is closed, and rejected afterwards.
 *
 * @param reconciler does the work
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
