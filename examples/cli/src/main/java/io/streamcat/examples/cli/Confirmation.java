package io.streamcat.examples.cli;

import io.streamcat.exception.StreamCatException;
import picocli.CommandLine.Option;

/** The confirmation of a command that deletes or repairs. */
final class Confirmation {

  @Option(
      names = {"-y", "--yes"},
      description = "does not ask; without a terminal the command fails unless this is given")
  private boolean yes;

  boolean isGiven() {
    return yes;
  }

  /**
   * Requires the operator to type the namespace.
   *
   * @param effect the effect of the command
   * @param environment the environment
   * @param prompter the prompter
   * @throws StreamCatException if the answer is another one
   * @throws UsageException if there is no terminal to ask at
   */
  void require(String effect, Environment environment, Prompter prompter) {
    if (yes) {
      return;
    }
    String answer =
        prompter
            .ask(
                environment.banner()
                    + System.lineSeparator()
                    + effect
                    + System.lineSeparator()
                    + "Type the namespace to continue: ")
            .orElseThrow(
                () -> new UsageException(effect + " Nothing was changed. Use --yes.", null));
    if (!answer.strip().equals(environment.namespace())) {
      throw new StreamCatException("not confirmed; nothing was changed", false, null);
    }
  }
}
