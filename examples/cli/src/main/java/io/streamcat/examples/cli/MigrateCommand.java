package io.streamcat.examples.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Creates or updates the tables. */
@Command(
    name = "migrate",
    description = "Creates the tables for users, or updates them to this version.")
final class MigrateCommand implements Callable<Integer> {

  private final Cli cli;

  MigrateCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    int scripts = cli.migrate();
    cli.output()
        .result(
            scripts == 0 ? "the tables are up to date" : "scripts run: " + scripts,
            Map.of("scripts", scripts));
    return Main.DONE;
  }
}
