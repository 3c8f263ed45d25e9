package io.streamcat.examples.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options for the output. */
final class OutputOptions {

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "prints one JSON object a line on standard output")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "prints every step and full stack traces on standard error")
  private boolean verbose;

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }
}
