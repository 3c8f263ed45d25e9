package io.streamcat.examples.cli;

import io.streamcat.examples.cli.Output.Colour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Checks everything that the other commands need, and changes nothing. */
@Command(
    name = "doctor",
    description = {
      "Checks the database, its tables, the environment, credentials, rights, clocks and quotas.",
      "Changes nothing; exit status 2 if there is a problem."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli doctor --namespace production",
      "  streamcat-cli doctor --json | grep '\"status\":\"problem\"'",
    })
final class DoctorCommand implements Callable<Integer> {

  /** The result of a check. */
  enum Status {
    OK(Colour.GREEN),
    PROBLEM(Colour.RED),
    UNKNOWN(Colour.YELLOW);

    private final Colour colour;

    Status(Colour colour) {
      this.colour = colour;
    }
  }

  /**
   * A check that was made.
   *
   * @param name the name
   * @param status the result
   * @param detail the reason, or what was found
   */
  record Check(String name, Status status, String detail) {}

  private final Cli cli;

  DoctorCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    List<Check> checks = new Diagnosis(cli).run(check -> print(check, cli.output()));
    long problems = checks.stream().filter(check -> check.status() == Status.PROBLEM).count();
    cli.output().summary("problems: " + problems);
    return problems > 0 ? Main.FINDINGS : Main.DONE;
  }

  private static void print(Check check, Output output) {
    String detail = output.oneLine(check.detail());
    String status = check.status().name().toLowerCase(Locale.ROOT);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("check", check.name());
    fields.put("status", status);
    fields.put("detail", detail);
    output.result(
        output.coloured(check.status().colour, String.format("%-7s", status))
            + "  "
            + String.format("%-11s", check.name())
            + "  "
            + detail,
        fields);
  }
}
