package io.streamcat.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** A comparison that runs all benchmarks in rounds, so that disturbances affect all of them. */
final class Comparison {

  private Comparison() {}

  /**
   * Measures and reports.
   *
   * @param rounds the number of rounds
   * @param round the options of each round
   * @param benchmarks the benchmarks
   * @return Markdown tables
   * @throws RunnerException if a benchmark fails
   */
  static String run(int rounds, Options round, Collection<Class<?>> benchmarks)
      throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder().parent(round).shouldFailOnError(true);
    benchmarks.forEach(benchmark -> options.include(benchmark.getName()));
    List<RunResult> results = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      results.addAll(new Runner(options.build()).run());
    }
    return Report.of(results);
  }
}
