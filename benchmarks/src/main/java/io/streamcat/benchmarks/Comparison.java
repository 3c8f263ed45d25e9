package io.streamcat.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all benchmarks in rounds, so that what disturbs the machine disturbs all of them. */
final class Comparison {

  private Comparison() {}

  /**
   * Measures and reports.
   *
   * @param rounds how often every benchmark is run
   * @param round how it is run each time
   * @return Markdown tables
   * @throws RunnerException if a benchmark fails
   */
  static String run(int rounds, Options round) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .parent(round)
            .include(RegistrationBenchmark.class.getName())
            .include(OverheadBenchmark.class.getName())
            .include(RepositoryBenchmark.class.getName())
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            .shouldFailOnError(true)
            .build();
    List<RunResult> results = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      results.addAll(new Runner(options).run());
    }
    return Report.of(results);
  }
}
