package io.streamcat.examples.quickstart;

import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.Entry.SignUp;
import io.streamcat.examples.support.SignUpSource;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point: parses the arguments and sets the exit status. */
final class Main {

  static final int FAILED = 1;
  static final int BAD_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, System.in, System.out, System.err));
  }

  static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    // A name may begin with @, which would otherwise name a file of arguments.
    CommandLine commandLine = new CommandLine(Options.class).setExpandAtFiles(false);
    try {
      commandLine.parseArgs(args);
      if (commandLine.isUsageHelpRequested()) {
        commandLine.usage(out);
        return 0;
      }
      if (commandLine.isVersionHelpRequested()) {
        commandLine.printVersionHelp(out);
        return 0;
      }
      Options options = commandLine.getCommand();
      List<Entry> entries = entries(options, in, commandLine);
      return new Quickstart(options, out, err).run(entries) ? 0 : FAILED;
    } catch (ParameterException e) {
      err.println(e.getMessage());
      if (!UnmatchedArgumentException.printSuggestions(e, err)) {
        err.println("Try --help.");
      }
      return BAD_USAGE;
    }
  }

  private static List<Entry> entries(Options options, InputStream in, CommandLine commandLine) {
    List<Entry> entries = new ArrayList<>();
    Path users = options.users();
    if (users != null) {
      try {
        entries.addAll(SignUpSource.read(users, in));
      } catch (SignUpSource.UnreadableException e) {
        throw new ParameterException(commandLine, e.getMessage());
      }
    }
    List<String> names = options.names();
    if (names != null) {
      names.stream().map(SignUp::withGeneratedPassword).forEach(entries::add);
    }
    if (entries.isEmpty()) {
      throw new ParameterException(
          commandLine, "Nobody to register: give names, or a file with --users.");
    }
    return entries;
  }
}
