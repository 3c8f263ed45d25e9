package io.streamcat.examples.cli;

import io.streamcat.password.PasswordHasher;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;

/** The entry point: parses the arguments and sets the exit status. */
final class Main {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** The status of a command that changes nothing and has found differences. */
  static final int FINDINGS = 2;

  static final int BAD_USAGE = 64;

  /** The status of a shell's command that was ended by SIGINT. */
  static final int INTERRUPTED = 130;

  private Main() {}

  public static void main(String[] args) {
    Interruption interruption = new Interruption();
    interruption.handleSignals();
    int status =
        run(
            args,
            System.getenv(),
            System.in,
            System.out,
            System.err,
            new TerminalPrompter(),
            interruption,
            PasswordHasher::argon2id);
    // After a signal the virtual machine ends with the status of that signal.
    interruption.end();
    System.exit(status);
  }

  /** Runs the program without a terminal and without signals. */
  static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    return run(
        args,
        environment,
        in,
        out,
        err,
        Prompter.NONE,
        new Interruption(),
        PasswordHasher::argon2id);
  }

  static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err,
      Prompter prompter,
      Interruption interruption,
      Supplier<PasswordHasher> hasher) {
    return new Cli(environment, in, out, err, prompter, interruption, hasher).execute(args);
  }
}
