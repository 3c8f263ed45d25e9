package io.streamcat.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of several rounds as Markdown tables, ratios first. */
final class Report {

  private final Collection<RunResult> results;
  private final StringBuilder text = new StringBuilder();

  private Report(Collection<RunResult> results) {
    this.results = results;
  }

  /**
   * Creates the report.
   *
   * @param results the results of some benchmarks, equally many of each
   */
  static String of(Collection<RunResult> results) {
    Report report = new Report(results);
    if (report.has(RegistrationBenchmark.class)) {
      report.registration();
    }
    if (report.has(EventsBenchmark.class)) {
      report.events();
    }
    return report.text.toString();
  }

  /**
   * The result of one benchmark.
   *
   * @param total the result over all rounds
   * @param rounds the score of each round
   */
  private record Measured(Result<?> total, List<Double> rounds) {

    String in(double unit) {
      return String.format(
          Locale.ROOT, "%.1f ± %.1f", total.getScore() / unit, total.getScoreError() / unit);
    }

    /**
     * Returns the median, minimum and maximum of the ratios to another result within each round. A
     * disturbance between the two measurements of a round changes the ratio of the totals, but not
     * the median.
     */
    String ratioTo(Measured other) {
      double[] ratios =
          IntStream.range(0, rounds.size())
              .mapToDouble(i -> rounds.get(i) / other.rounds.get(i))
              .sorted()
              .toArray();
      return String.format(
          Locale.ROOT,
          "**%.2f** (%.2f–%.2f)",
          ratios[ratios.length / 2],
          ratios[0],
          ratios[ratios.length - 1]);
    }
  }

  private void registration() {
    text.append(
        """

        | registration, ms | StreamCat ÷ by hand, parallel | sequential ÷ StreamCat | StreamCat | by hand, parallel | sequential |
        |---|---|---|---|---|---|
        """);
    registration("without a password", "false");
    registration("with a password", "true");
  }

  private void registration(String what, String password) {
    Function<String, Measured> measured =
        flow ->
            measured(
                results.stream()
                    .filter(run -> is(run, RegistrationBenchmark.class, flow))
                    .filter(run -> run.getParams().getParam("password").equals(password))
                    .toList(),
                BenchmarkResult::getPrimaryResult);
    Measured library = measured.apply("library");
    Measured parallel = measured.apply("parallel");
    Measured sequential = measured.apply("sequential");
    row(
        what,
        library.ratioTo(parallel),
        sequential.ratioTo(library),
        library.in(1),
        parallel.in(1),
        sequential.in(1));
  }

  private void events() {
    text.append(
        """

        | events per second into PostgreSQL | pollers | StreamCat ÷ rows in batches | StreamCat ÷ single rows | StreamCat | rows in batches | single rows |
        |---|---|---|---|---|---|---|
        """);
    results.stream()
        .filter(run -> is(run, EventsBenchmark.class, "library"))
        .map(run -> run.getParams().getParam("pollers"))
        .distinct()
        .forEach(
            pollers -> {
              events("without a listener", "library", pollers);
              events("with a listener", "libraryWithListener", pollers);
            });
  }

  private void events(String what, String benchmark, String pollers) {
    Function<String, Measured> measured =
        flow ->
            measured(
                results.stream()
                    .filter(run -> is(run, EventsBenchmark.class, flow))
                    .filter(run -> run.getParams().getParam("pollers").equals(pollers))
                    .toList(),
                BenchmarkResult::getPrimaryResult);
    Measured library = measured.apply(benchmark);
    Measured forEach = measured.apply("rowForEach");
    Measured inBatches = measured.apply("rowsInBatches");
    row(
        what,
        pollers,
        library.ratioTo(inBatches),
        library.ratioTo(forEach),
        library.in(1),
        inBatches.in(1),
        forEach.in(1));
  }

  private boolean has(Class<?> benchmark) {
    return results.stream()
        .anyMatch(run -> run.getParams().getBenchmark().startsWith(benchmark.getName() + "."));
  }

  private static boolean is(RunResult run, Class<?> benchmark, String flow) {
    return run.getParams().getBenchmark().equals(benchmark.getName() + "." + flow);
  }

  private static Measured measured(
      List<RunResult> rounds, Function<BenchmarkResult, Result<?>> reading) {
    BenchmarkResult total =
        new BenchmarkResult(
            rounds.get(0).getParams(),
            rounds.stream()
                .flatMap(round -> round.getBenchmarkResults().stream())
                .flatMap(result -> result.getIterationResults().stream())
                .toList());
    return new Measured(
        reading.apply(total),
        rounds.stream()
            .map(round -> reading.apply(round.getAggregatedResult()).getScore())
            .toList());
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
