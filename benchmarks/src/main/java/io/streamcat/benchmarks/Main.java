package io.streamcat.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Compares the flows; with arguments, runs JMH with them instead. */
final class Main {

  private static final int ROUNDS = 3;

  private Main() {}

  /** Prints the comparison as Markdown, or what JMH prints. */
  public static void main(String[] args) throws IOException, RunnerException {
    if (args.length > 0) {
      org.openjdk.jmh.Main.main(args);
    } else {
      System.out.print(Comparison.run(ROUNDS, new OptionsBuilder().forks(1).build()));
    }
  }
}
