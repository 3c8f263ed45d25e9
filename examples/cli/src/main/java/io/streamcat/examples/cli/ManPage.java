package io.streamcat.examples.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, with the same texts as the help. */
final class ManPage {

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  static String of(CommandLine root) {
    ManPage page = new ManPage();
    page.write(root);
    return page.page.toString();
  }

  private void write(CommandLine root) {
    root.setColorScheme(Help.defaultColorScheme(Ansi.OFF));
    request(".TH STREAMCAT-CLI 1");
    section("NAME");
    text("streamcat-cli - manages users of Amazon IVS in a database");
    section("SYNOPSIS");
    request(".B streamcat-cli");
    text("[OPTIONS] COMMAND");
    section("DESCRIPTION");
    text(String.join(" ", root.getCommandSpec().usageMessage().description()));
    section("COMMANDS");
    root.getSubcommands().forEach(this::command);
    section("OPTIONS");
    options(root.getCommandSpec().options());
    section("ENVIRONMENT");
    text(
        "Each of these options has an environment variable and a key of a profile in the "
            + "configuration file: "
            + Defaults.KEYS.stream()
                .map(key -> "--" + key + " (" + Defaults.variable(key) + ")")
                .collect(Collectors.joining(", "))
            + ". STREAMCAT_ENCRYPTION_KEY encrypts stored stream keys.");
    section("EXAMPLES AND EXIT STATUS");
    lines(root.getCommandSpec().usageMessage().footer());
  }

  private void command(String name, CommandLine command) {
    request(".SS " + name);
    text(String.join(" ", command.getCommandSpec().usageMessage().description()));
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      item(parameter.paramLabel(), parameter.description());
    }
    options(HelpLayout.own(command.getCommandSpec()));
    lines(command.getCommandSpec().usageMessage().footer());
  }

  private void options(List<OptionSpec> options) {
    options.stream()
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(
            option ->
                item(
                    String.join(", ", option.names())
                        + (option.arity().max() > 0 ? " " + option.paramLabel() : ""),
                    option.description()));
  }

  private void item(String term, String[] description) {
    request(".TP");
    request(".B " + escaped(term));
    String values = String.join(" ", description);
    text(values.replaceAll("\\$\\{[^}]*}", "see the help"));
  }

  private void lines(String[] lines) {
    if (lines.length == 0) {
      return;
    }
    request(".PP");
    request(".nf");
    Arrays.stream(lines).forEach(this::text);
    request(".fi");
  }

  private void section(String name) {
    request(".SH " + name);
  }

  private void text(String text) {
    request(escaped(text));
  }

  private void request(String line) {
    page.append(line).append('\n');
  }

  /** Protects dashes, backslashes, and lines that would be taken for requests. */
  private static String escaped(String text) {
    String escaped = text.replace("%n", "").replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
