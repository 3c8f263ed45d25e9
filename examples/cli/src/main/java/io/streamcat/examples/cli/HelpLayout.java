package io.streamcat.examples.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The layout of the help: options that all commands share are shown once, by the root command. */
final class HelpLayout {

  private static final String[] EXIT_STATUS = {
    "%nExamples:",
    "  streamcat-cli migrate",
    "  streamcat-cli provision --users users.csv --namespace staging",
    "  streamcat-cli --profile production doctor",
    "  streamcat-cli help reconcile",
    "%nExit status:",
    "  0    all work succeeded",
    "  1    something failed, was not found, or was not confirmed",
    "  2    a command found differences, or work that is left",
    "  64   incorrect usage; nothing was changed",
    "  130  interrupted by Ctrl-C, after the work under way was completed",
  };

  private HelpLayout() {}

  static void apply(CommandLine root) {
    root.getCommandSpec().usageMessage().footer(EXIT_STATUS);
    for (CommandLine command : root.getSubcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      spec.usageMessage().abbreviateSynopsis(true);
      command
          .getHelpSectionMap()
          .put(
              SECTION_KEY_OPTION_LIST,
              help ->
                  help.optionListExcludingGroups(own(spec))
                      + String.format(
                          "%nOptions for database, AWS and output: streamcat-cli --help%n"));
    }
  }

  /** Returns the options of a command that the root command does not have. */
  static List<OptionSpec> own(CommandSpec spec) {
    return spec.options().stream().filter(option -> !option.inherited()).toList();
  }
}
