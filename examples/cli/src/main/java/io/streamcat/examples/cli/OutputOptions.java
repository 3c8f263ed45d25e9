package io.streamcat.examples.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What is shown of the work. */
final class OutputOptions {

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "prints one JSON object a line on standard output")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "tells every step and every stack trace on standard error")
  private boolean verbose;

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }
}
