package io.streamcat.benchmarks;

import java.io.IOException;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Compares the flows; with arguments, runs JMH with them instead. */
final class Main {

  private Main() {}

  /** Prints the comparison as Markdown, or what JMH prints. */
  public static void main(String[] args) throws IOException, RunnerException {
    if (args.length > 0) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(Main.class.getPackageName())
                    .addProfiler(GCProfiler.class)
                    .addProfiler(CpuProfiler.class)
                    .build())
            .run();
    System.out.print(Report.of(results));
  }
}
