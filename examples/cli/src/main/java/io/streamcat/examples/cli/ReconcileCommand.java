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

/** Shows how the users differ from what exists in AWS, and repairs it if told to. */
@Command(
    name = "reconcile",
    description = {
      "Shows how the users of the namespace differ from what exists in AWS.",
      "Nothing is changed without --apply."
    })
final class ReconcileCommand implements Callable<Integer> {

  @Option(names = "--apply", description = "repairs what was found")
  private boolean apply;

  @Option(
      names = "--drift",
      description = "compares settings too, which takes a call for every stage")
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
          "deletes exactly this many orphans; needed with --apply if they are more than a tenth of"
              + " the namespace's resources, or if the database has no users")
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

  /** The library's words are for programmers; here there is an option. */
  private static String refusal(ReconciliationPlan plan) {
    return String.format(
        Locale.ROOT,
        "this deletes %d of %d resources as orphans, and the database has %s: if it is the right one, add --orphans %1$d",
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
