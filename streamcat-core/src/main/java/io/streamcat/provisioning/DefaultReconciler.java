package io.streamcat.provisioning;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallScope;
import io.streamcat.error.Check;
import io.streamcat.error.StreamCatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class DefaultReconciler implements Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Engine engine;
  private final UserWork work;

  DefaultReconciler(Engine engine, UserWork work) {
    this.engine = engine;
    this.work = work;
  }

  @Override
  public ReconciliationPlan plan() {
    return plan(false);
  }

  @Override
  public ReconciliationPlan planWithDrift() {
    return plan(true);
  }

  private ReconciliationPlan plan(boolean withDrift) {
    return CallScope.withPriority(
        CallPriority.BACKGROUND, () -> new Comparison(engine, withDrift).plan());
  }

  @Override
  public ReconciliationReport apply(ReconciliationPlan plan) {
    String namespace = engine.settings().namespace();
    Check.that(
        plan.namespace().equals(namespace),
        "plan",
        "of namespace " + namespace,
        "is of namespace " + plan.namespace());
    engine.requireDurable();
    return CallScope.withPriority(CallPriority.BACKGROUND, () -> settle(plan));
  }

  private ReconciliationReport settle(ReconciliationPlan plan) {
    List<Finding> done = new ArrayList<>();
    Map<Finding, String> skipped = new LinkedHashMap<>();
    Map<Finding, StreamCatException> failed = new LinkedHashMap<>();
    Repair repair = new Repair(engine, work, plan.at());
    // What a user is given comes first: whether there is a duplicate depends on it.
    List<Finding> ordered =
        plan.findings().stream().sorted(Comparator.comparing(Finding::type)).toList();
    for (Finding finding : ordered) {
      if (Thread.currentThread().isInterrupted()) {
        skipped.put(finding, "the thread was interrupted");
        continue;
      }
      try {
        Optional<String> reason = repair.settle(finding);
        if (reason.isPresent()) {
          skipped.put(finding, reason.get());
        } else {
          log.info("Settled {}", finding);
          done.add(finding);
        }
      } catch (RuntimeException e) {
        failed.put(finding, Failures.own(e));
      }
    }
    return new ReconciliationReport(done, skipped, failed);
  }
}
