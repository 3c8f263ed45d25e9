package io.streamcat.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates or updates the tables. */
@Command(
    name = "migrate",
    description = "Creates the tables for users, or updates them to this version.",
    footer = {
      "%nExamples:",
      "  streamcat-cli migrate --check || echo 'not up to date'",
      "  streamcat-cli migrate",
    })
final class MigrateCommand implements Callable<Integer> {

  @Option(
      names = "--check",
      description = "changes nothing; exit status 2 if scripts are to be run")
  private boolean check;

  private final Cli cli;

  MigrateCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Output output = cli.output();
    int scripts;
    if (check) {
      scripts = cli.pendingScripts();
    } else {
      output.note("Environment: database " + cli.databaseLabel());
      scripts = cli.migrate();
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("outcome", scripts == 0 ? "current" : check ? "pending" : "migrated");
    fields.put("scripts", scripts);
    output.result(
        scripts == 0
            ? "the tables are up to date"
            : (check ? "scripts to run: " : "scripts run: ") + scripts,
        fields);
    return check && scripts > 0 ? Main.FINDINGS : Main.DONE;
  }
}
