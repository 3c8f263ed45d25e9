package io.streamcat.examples.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = "Prints a script with which a shell completes commands, options and values.",
    footer = {
      "%nExamples:",
      "  source <(streamcat-cli completion bash)",
      "  source <(streamcat-cli completion zsh)",
      "  streamcat-cli completion fish > ~/.config/fish/completions/streamcat-cli.fish",
    })
final class CompletionCommand implements Callable<Integer> {

  /** The supported shells. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "one of ${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.BASH;

  private final Cli cli;

  CompletionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    cli.out()
        .print(
            switch (shell) {
              // The script for bash also works in zsh, where it loads an emulation.
              case BASH, ZSH -> AutoComplete.bash("streamcat-cli", cli.commandLine());
              case FISH -> FishCompletion.of(cli.commandLine());
            });
    return Main.DONE;
  }
}
