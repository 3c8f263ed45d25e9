package io.streamcat.benchmarks;

import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Compares the flows; {@code reconcile} compares 100,000 users with AWS; any other arguments are
 * JMH's.
 */
final class Main {

  private static final int ROUNDS = 3;
  private static final int USERS = 100_000;

  private Main() {}

  /** Prints the comparison as Markdown, or what JMH prints. */
  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("reconcile")) {
      System.out.print(Reconciliation.run(USERS));
    } else if (args.length > 0) {
      org.openjdk.jmh.Main.main(args);
    } else {
      System.out.print(Comparison.run(ROUNDS, new OptionsBuilder().forks(1).build()));
    }
  }
}
