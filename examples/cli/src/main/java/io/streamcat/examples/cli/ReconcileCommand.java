package io.streamcat.examples.cli;

import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.Reconciler;
import io.streamcat.provisioning.ReconciliationPlan;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the differences between the users and AWS, and repairs those of a saved plan. */
@Command(
    name = "reconcile",
    description = {
      "Shows the differences between the namespace's users and their resources in AWS; exit "
          + "status 2 if there are any.",
      "Changes nothing without --apply, which takes a plan that was saved with --out."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli reconcile",
      "  streamcat-cli reconcile --drift --only MISSING,DRIFTED --out plan.json",
      "  streamcat-cli reconcile --apply plan.json",
      "  streamcat-cli reconcile --apply plan.json --yes --delete 3",
    })
final class ReconcileCommand implements Callable<Integer> {

  @Option(names = "--out", paramLabel = "FILE", description = "saves the plan in a file")
  private @Nullable Path out;

  @Option(
      names = "--apply",
      paramLabel = "FILE",
      description =
          "repairs the findings of a saved plan; rejected if one of them is no longer true")
  private @Nullable Path apply;

  @Option(names = "--drift", description = "also compares settings, which takes one call per stage")
  private boolean drift;

  @Option(
      names = "--only",
      paramLabel = "TYPE",
      split = ",",
      description = "only findings of these types: ${COMPLETION-CANDIDATES}")
  private Set<Finding.Type> only = EnumSet.noneOf(Finding.Type.class);

  @Option(
      names = "--delete",
      paramLabel = "N",
      description =
          "number of resources that the plan deletes; required with --yes, and if the orphans are "
              + "more than a tenth of the namespace's resources or the database has no users")
  private @Nullable Long delete;

  @Mixin private final Confirmation confirmation = new Confirmation();

  private final Cli cli;

  ReconcileCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    if (apply == null) {
      return show();
    }
    if (out != null || drift || !only.isEmpty()) {
      throw new UsageException(
          "--apply takes its findings from the plan. Leave out --out, --drift and --only.", null);
    }
    return apply(apply, PlanFile.read(apply));
  }

  private int show() {
    if (delete != null || confirmation.isGiven()) {
      throw new UsageException("--yes and --delete need --apply FILE.", null);
    }
    Output output = cli.output();
    cli.provisioning().namespace();
    try (Store store = cli.openStore();
        Session session = cli.openSession(store)) {
      ReconciliationPlan plan = plan(session.streamcat().reconciler(), drift);
      plan.findings().forEach(finding -> print("found", finding, null, output));
      if (out != null) {
        ReconciliationPlan repairs = plan.only(ReconcileCommand::isRepairable);
        new PlanFile(session.environment().fingerprint(), drift, repairs).write(out);
      }
      output.summary(plan.toString());
      if (out != null) {
        output.note("saved in " + out + "; apply it with: reconcile --apply " + out);
      }
      return plan.findings().stream().anyMatch(ReconcileCommand::isDifference)
          ? Main.FINDINGS
          : Main.DONE;
    }
  }

  private int apply(Path file, PlanFile saved) {
    try (Session session = cli.openUnconfirmedSession()) {
      Environment environment = session.environment();
      if (!saved.environment().equals(environment.fingerprint())) {
        throw new UsageException(
            "--apply "
                + file
                + ": the plan was made for "
                + saved.environment()
                + ". Nothing was changed.",
            null);
      }
      Reconciler reconciler = session.streamcat().reconciler();
      ReconciliationPlan plan = saved.current(plan(reconciler, saved.drift()), file);
      String effect = Deletions.of(plan).require(delete, confirmation.isGiven());
      if (!plan.isEmpty()) {
        confirmation.require(effect, environment, cli.prompter());
      }
      session.bind();
      return new PlanApplication(reconciler, cli.output()).run(plan);
    }
  }

  /** Returns the plan, in a stable order within that of the types. */
  private ReconciliationPlan plan(Reconciler reconciler, boolean withDrift) {
    ReconciliationPlan all = withDrift ? reconciler.planWithDrift() : reconciler.plan();
    List<Finding> findings =
        all.findings().stream()
            .filter(finding -> only.isEmpty() || only.contains(finding.type()))
            .sorted(
                Comparator.comparing(Finding::type)
                    .thenComparing(Finding::kind)
                    .thenComparing(Finding::arn))
            .toList();
    return new ReconciliationPlan(
        all.at(), all.namespace(), all.users(), all.resources(), findings);
  }

  /** Another environment's resources are no difference of this one. */
  private static boolean isDifference(Finding finding) {
    return finding.type() != Finding.Type.FOREIGN;
  }

  private static boolean isRepairable(Finding finding) {
    return isDifference(finding) && finding.type() != Finding.Type.UNREADABLE;
  }

  static void print(String outcome, Finding finding, @Nullable String reason, Output output) {
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
