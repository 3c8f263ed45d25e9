package io.streamcat.examples.cli;

import io.streamcat.examples.support.ProgressBar;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;
import java.util.List;

/** The application of an accepted plan, finding by finding, so that Ctrl-C ends it in between. */
final class PlanApplication {

  private final Reconciler reconciler;
  private final Output output;
  private int done;
  private int skipped;
  private int failed;
  private int left;

  PlanApplication(Reconciler reconciler, Output output) {
    this.reconciler = reconciler;
    this.output = output;
  }

  /** Applies the plan and returns the exit status. */
  int run(ReconciliationPlan plan) {
    Interruption interruption = output.interruption();
    interruption.begin();
    ProgressBar progress = output.progress(plan.findings().size());
    for (Finding finding : plan.findings()) {
      progress.show();
      if (interruption.isRequested()) {
        progress.step();
        left++;
        ReconcileCommand.print("left", finding, null, output);
      } else {
        ReconciliationReport report = apply(plan, finding);
        progress.step();
        print(report);
      }
    }
    output.summary(
        "done: "
            + done
            + ", skipped: "
            + skipped
            + ", failed: "
            + failed
            + (interruption.isRequested() ? ", left: " + left : ""));
    if (interruption.isRequested()) {
      return Main.INTERRUPTED;
    }
    if (failed > 0) {
      return Main.FAILED;
    }
    return skipped > 0 ? Main.FINDINGS : Main.DONE;
  }

  private ReconciliationReport apply(ReconciliationPlan plan, Finding finding) {
    ReconciliationPlan one =
        new ReconciliationPlan(
            plan.at(), plan.namespace(), plan.users(), plan.resources(), List.of(finding));
    // The limits were checked for the whole plan.
    return reconciler.apply(one, one.count(Finding.Type.ORPHANED));
  }

  private void print(ReconciliationReport report) {
    done += report.done().size();
    skipped += report.skipped().size();
    failed += report.failed().size();
    report.done().forEach(finding -> ReconcileCommand.print("done", finding, null, output));
    report
        .skipped()
        .forEach((finding, reason) -> ReconcileCommand.print("skipped", finding, reason, output));
    report
        .failed()
        .forEach((finding, e) -> ReconcileCommand.print("failed", finding, Messages.of(e), output));
  }
}
