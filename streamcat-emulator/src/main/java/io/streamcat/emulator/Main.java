package io.streamcat.emulator;

import io.streamcat.emulator.internal.server.EmulatorServer;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The emulator as a program, which runs until it is interrupted. */
final class Main {
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  /**
   * The system property for the longest time of a request's arrival, in seconds; by default the
   * JDK's server waits without limit.
   */
  private static final String MAX_REQUEST_TIME = "sun.net.httpserver.maxReqTime";

  private Main() {}

  /** Starts the emulator and waits for the end of the process. */
  public static void main(String[] args) throws InterruptedException {
    if (System.getProperty(MAX_REQUEST_TIME) == null) {
      System.setProperty(MAX_REQUEST_TIME, "30");
    }
    int status = run(List.of(args), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int run(List<String> args, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (args.contains("--help")) {
      out.print(Options.USAGE);
      return 0;
    }
    IvsEmulatorBuilder builder;
    try {
      builder = Options.parse(args);
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
      out.println("chat on " + emulator.chatEndpoint());
      out.println("console on " + emulator.endpoint() + EmulatorServer.CONTROL_PATH);
      if (emulator.hasMedia()) {
        out.println("ingest on " + emulator.ingestUrl());
      }
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
}
