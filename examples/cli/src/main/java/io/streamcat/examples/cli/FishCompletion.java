package io.streamcat.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, which picocli does not generate. */
final class FishCompletion {

  private static final String COMPLETE = "complete -c streamcat-cli";

  private FishCompletion() {}

  static String of(CommandLine root) {
    List<String> lines = new ArrayList<>();
    lines.add("# Completion of streamcat-cli for fish.");
    lines.add(COMPLETE + " -f");
    root.getCommandSpec().options().forEach(option -> lines.add(COMPLETE + option(option)));
    for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
      lines.add(
          COMPLETE
              + " -n __fish_use_subcommand -a "
              + command.getKey()
              + " -d "
              + quoted(
                  description(command.getValue().getCommandSpec().usageMessage().description())));
      String seen = " -n '__fish_seen_subcommand_from " + command.getKey() + "'";
      HelpLayout.own(command.getValue().getCommandSpec())
          .forEach(option -> lines.add(COMPLETE + seen + option(option)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String option(OptionSpec option) {
    StringBuilder line = new StringBuilder();
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      line.append(" -r");
      if (option.completionCandidates() != null) {
        line.append(" -a ")
            .append(
                quoted(
                    String.join(
                        " ",
                        StreamSupport.stream(option.completionCandidates().spliterator(), false)
                            .toList())));
      } else if (option.paramLabel().contains("FILE")) {
        line.append(" -F");
      }
    }
    return line.append(" -d ").append(quoted(description(option.description()))).toString();
  }

  private static String description(String[] lines) {
    return lines.length == 0 ? "" : lines[0].replaceAll("\\$\\{[^}]*}", "…");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
