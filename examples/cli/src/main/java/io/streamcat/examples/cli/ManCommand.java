package io.streamcat.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the manual page. */
@Command(
    name = "man",
    description = "Prints the manual page in the format of man.",
    footer = {
      "%nExamples:",
      "  streamcat-cli man > /usr/local/share/man/man1/streamcat-cli.1",
    })
final class ManCommand implements Callable<Integer> {

  private final Cli cli;

  ManCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.out().print(ManPage.of(cli.commandLine()));
    return Main.DONE;
  }
}
