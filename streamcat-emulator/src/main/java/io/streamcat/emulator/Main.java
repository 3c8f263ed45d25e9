package io.streamcat.emulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;

/** Runs the emulator as a program, until it is interrupted. */
final class Main {
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  private static final int DEFAULT_PORT = 4577;
  private static final String USAGE =
      """
      Usage: java -jar streamcat-emulator-standalone.jar [options]

      Emulates the control planes of Amazon IVS, IVS Chat and IVS Real-Time.

        --port PORT        the port to listen on, 0 for any free one (default: 4577)
        --host HOST        the address to listen on (default: 127.0.0.1)
        --region REGION    the region that ARNs name (default: us-east-1)
        --account ID       the account that ARNs name (default: 123456789012)
        --enforce-quotas   throttle calls that are faster than AWS allows
        --help             show this help
      """;

  private Main() {}

  /** Starts the emulator and waits for the end of the process. */
  public static void main(String[] args) throws InterruptedException {
    int status = run(List.of(args), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(List<String> args, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (args.contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    IvsEmulator.Builder builder;
    try {
      builder = parse(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println("Try --help.");
      return BAD_USAGE;
    }
    try {
      IvsEmulator emulator = builder.start();
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(emulator, stopped)));
      out.println("listening on " + emulator.endpoint());
      out.flush();
      stopped.await();
      return 0;
    } catch (UncheckedIOException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private static void stop(IvsEmulator emulator, CountDownLatch stopped) {
    emulator.close();
    stopped.countDown();
  }

  private static IvsEmulator.Builder parse(List<String> args) {
    // A database may outlive this process, so the next one must not give the same ARNs again.
    IvsEmulator.Builder builder =
        IvsEmulator.builder().port(DEFAULT_PORT).seed(new SecureRandom().nextLong());
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      try {
        switch (option) {
          case "--port" -> builder.port(Integer.parseInt(rest.next()));
          case "--host" -> builder.host(rest.next());
          case "--region" -> builder.region(rest.next());
          case "--account" -> builder.accountId(rest.next());
          case "--enforce-quotas" -> builder.enforceQuotas(true);
          default -> throw new IllegalArgumentException(option + " is not an option");
        }
      } catch (NoSuchElementException e) {
        throw new IllegalArgumentException(option + " needs a value", e);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(option + " needs a number", e);
      }
    }
    return builder;
  }
}
