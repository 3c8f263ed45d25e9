package io.streamcat.examples.cli;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the differences between the users and AWS, and repairs them on request. */
@Command(
    name = "reconcile",
    description = {
      "Shows the differences between the namespace's users and their resources in AWS.",
      "Changes nothing without --apply."
    })
final class ReconcileCommand implements Callable<Integer> {

  @Option(names = "--apply", description = "repairs the findings")
  private boolean apply;

  @Option(names = "--drift", description = "also compares settings, which takes one call per stage")
  private boolean drift;

  @Option(
      names = "--only",
      paramLabel = "TYPE",
      split = ",",
      description = "only findings of these types: ${COMPLETION-CANDIDATES}")
  private Set<Finding.Type> only = EnumSet.noneOf(Finding.Type.class);

  @Option(
      names = "--orphans",
      paramLabel = "N",
      description =
          "deletes exactly this many orphans; required with --apply if they are "
              + "more than a tenth of the namespace's resources, or if the database has "
              + "no users")
  private @Nullable Long orphans;

  private final Cli cli;

  ReconcileCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.requireNamespace();
    try (Store store = cli.openStore()) {
      if (apply) {
        store.requireWritable();
      }
      try (Session session = cli.openSession(store)) {
        return reconcile(session.streamcat().reconciler());
      }
    }
  }

  private int reconcile(Reconciler reconciler) {
    Output output = cli.output();
    ReconciliationPlan all = drift ? reconciler.planWithDrift() : reconciler.plan();
    ReconciliationPlan plan =
        only.isEmpty() ? all : all.only(finding -> only.contains(finding.type()));
    if (!apply) {
      plan.findings().forEach(finding -> print("found", finding, null, output));
      output.summary(plan.toString());
      return Main.DONE;
    }
    ReconciliationReport report;
    try {
      report = orphans == null ? reconciler.apply(plan) : reconciler.apply(plan, orphans);
    } catch (InvalidInputException e) {
      output.problem(refusal(plan), e);
      return Main.FAILED;
    }
    report.done().forEach(finding -> print("done", finding, null, output));
    report.skipped().forEach((finding, reason) -> print("skipped", finding, reason, output));
    report
        .failed()
        .forEach((finding, e) -> print("failed", finding, String.valueOf(e.getMessage()), output));
    output.summary(report.toString());
    return report.failed().isEmpty() ? Main.DONE : Main.FAILED;
  }

  /** Returns a message that names the command-line option; the library's message names a method. */
  private static String refusal(ReconciliationPlan plan) {
    return String.format(
        Locale.ROOT,
        "this would delete %d of %d resources as orphans, and the database has "
            + "%s: if this is the right database, add --orphans %1$d",
        plan.count(Finding.Type.ORPHANED),
        plan.resources(),
        plan.users() == 0 ? "no users" : plan.users() + " users");
  }

  private static void print(
      String outcome, Finding finding, @Nullable String reason, Output output) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("outcome", outcome);
    fields.put("type", finding.type().name());
    fields.put("kind", finding.kind().name());
    fields.put("arn", finding.arn());
    fields.put("userId", finding.userId() == null ? null : finding.userId().value());
    fields.put("createdAt", finding.createdAt() == null ? null : finding.createdAt().toString());
    fields.put("detail", finding.detail());
    fields.put("reason", reason);
    output.result(outcome + "  " + finding + (reason == null ? "" : ": " + reason), fields);
  }
}
