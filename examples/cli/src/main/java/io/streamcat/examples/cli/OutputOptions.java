package io.streamcat.examples.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options for the output. */
final class OutputOptions {

  /** The levels of the log. */
  enum LogLevel {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

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

  @Option(
      names = "--log-level",
      scope = ScopeType.INHERIT,
      paramLabel = "LEVEL",
      description = "level of the log on standard error: ${COMPLETION-CANDIDATES} (default: ERROR)")
  private @Nullable LogLevel logLevel;

  boolean json() {
    return json;
  }

  boolean verbose() {
    return verbose;
  }

  /** Sets the level of the log, which the logger reads at its first use. */
  void prepareLog() {
    if (logLevel != null) {
      System.setProperty(
          "org.slf4j.simpleLogger.defaultLogLevel", logLevel.name().toLowerCase(Locale.ROOT));
    }
  }
}
