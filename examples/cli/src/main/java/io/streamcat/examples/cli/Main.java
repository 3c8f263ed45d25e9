package io.streamcat.examples.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** The entry point: parses the arguments and sets the exit status. */
final class Main {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), System.in, System.out, System.err));
  }

  static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    return new Cli(environment, in, out, err).commandLine().execute(args);
  }
}
