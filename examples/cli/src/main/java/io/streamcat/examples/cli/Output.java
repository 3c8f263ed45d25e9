package io.streamcat.examples.cli;

import io.streamcat.examples.support.JsonLine;
import io.streamcat.examples.support.ProgressBar;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output of a command: results on standard output as text or JSON, the rest on standard error.
 */
final class Output {

  /** Terminal colours. */
  enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  /** The version of the JSON fields, which changes if a field is removed or gets a new meaning. */
  private static final int JSON_VERSION = 1;

  private final PrintStream out;
  private final PrintStream err;
  private final OutputOptions options;
  private final boolean colours;
  private final Secrets secrets;
  private final Interruption interruption;

  Output(
      PrintStream out,
      PrintStream err,
      OutputOptions options,
      boolean colours,
      Secrets secrets,
      Interruption interruption) {
    this.out = out;
    this.err = err;
    this.options = options;
    this.colours = colours;
    this.secrets = secrets;
    this.interruption = interruption;
  }

  Interruption interruption() {
    return interruption;
  }

  /**
   * Prints a result. A JSON object begins with the version of its fields.
   *
   * @return false if the output has been closed
   */
  boolean result(String text, Map<String, ? extends @Nullable Object> fields) {
    if (options.json()) {
      Map<String, @Nullable Object> versioned = new LinkedHashMap<>();
      versioned.put("v", JSON_VERSION);
      versioned.putAll(fields);
      out.println(JsonLine.of(versioned));
    } else {
      out.println(text);
    }
    return !out.checkError();
  }

  /** Prints a summary of the results, which is not part of the JSON. */
  void summary(String text) {
    (options.json() ? err : out).println(text);
  }

  void note(String text) {
    err.println(oneLine(text));
  }

  /** Prints a problem in one line. */
  void problem(String text, @Nullable Throwable cause) {
    err.println(coloured(Colour.RED, oneLine(text)));
    if (options.verbose() && cause != null) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace, true));
      err.print(secrets.hiddenIn(trace.toString()));
    }
  }

  String coloured(Colour colour, String text) {
    return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  ProgressBar progress(int total) {
    return ProgressBar.on(out, total);
  }

  /** Returns a listener that prints each step as it happens, if steps were requested. */
  ProvisioningListener steps() {
    return options.verbose() ? this::printStep : step -> {};
  }

  private void printStep(ProvisioningStep step) {
    String kind = step.kind() == null ? "-" : step.kind().name();
    String arn = step.arn() == null ? "-" : step.arn();
    err.println(step.phase() + " " + kind + " " + step.userId() + " " + arn);
    err.flush();
  }

  /** Returns a text in one line without secrets. */
  String oneLine(String text) {
    return secrets.hiddenIn(text.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
