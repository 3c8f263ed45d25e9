package io.streamcat.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of one run as Markdown tables, with the ratios that matter. */
final class Report {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private final Collection<RunResult> results;
  private final StringBuilder text = new StringBuilder();

  private Report(Collection<RunResult> results) {
    this.results = results;
  }

  static String of(Collection<RunResult> results) {
    Report report = new Report(results);
    report.latency();
    report.overhead();
    return report.text.toString();
  }

  private void latency() {
    text.append(
        """

        | registration, ms | one after the other | by hand, side by side | StreamCat | StreamCat ÷ by hand | one after the other ÷ StreamCat |
        |---|---|---|---|---|---|
        """);
    for (String password : new String[] {"false", "true"}) {
      Result<?> sequential = primary("RegistrationBenchmark.sequential", password);
      Result<?> parallel = primary("RegistrationBenchmark.parallel", password);
      Result<?> library = primary("RegistrationBenchmark.library", password);
      row(
          password.equals("true") ? "with a password" : "without a password",
          cell(sequential, 1),
          cell(parallel, 1),
          cell(library, 1),
          ratio(library, parallel),
          ratio(sequential, library));
    }
  }

  private void overhead() {
    text.append(
        """

        | own cost of a registration | by hand, side by side | StreamCat | StreamCat ÷ by hand |
        |---|---|---|---|
        """);
    RunResult parallel = run("OverheadBenchmark.parallel", null);
    RunResult library = run("OverheadBenchmark.library", null);
    compare("time, µs", parallel.getPrimaryResult(), library.getPrimaryResult(), 1);
    compare(
        "CPU time of Java threads, µs",
        secondary(parallel, CpuProfiler.CPU_TIME),
        secondary(library, CpuProfiler.CPU_TIME),
        1);
    compare(
        "allocation, KiB", secondary(parallel, ALLOCATION), secondary(library, ALLOCATION), 1024);
  }

  private void compare(String what, Result<?> parallel, Result<?> library, double unit) {
    row(what, cell(parallel, unit), cell(library, unit), ratio(library, parallel));
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String cell(Result<?> result, double unit) {
    return String.format(
        Locale.ROOT, "%.1f ± %.1f", result.getScore() / unit, result.getScoreError() / unit);
  }

  private static String ratio(Result<?> one, Result<?> other) {
    return String.format(Locale.ROOT, "**%.2f**", one.getScore() / other.getScore());
  }

  private Result<?> primary(String benchmark, String password) {
    return run(benchmark, password).getPrimaryResult();
  }

  private static Result<?> secondary(RunResult run, String label) {
    return Objects.requireNonNull(run.getSecondaryResults().get(label), label);
  }

  private RunResult run(String benchmark, @Nullable String password) {
    return results.stream()
        .filter(run -> run.getParams().getBenchmark().endsWith(benchmark))
        .filter(run -> password == null || password.equals(run.getParams().getParam("password")))
        .findFirst()
        .orElseThrow();
  }
}
