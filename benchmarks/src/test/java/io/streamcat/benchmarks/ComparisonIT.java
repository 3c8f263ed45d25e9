package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs and is reported; what it measures in so short a time means nothing. */
class ComparisonIT {

  @Test
  void run_reportsEveryRatio() throws RunnerException {
    String report =
        Comparison.run(
            2,
            new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .verbosity(VerboseMode.SILENT)
                .build(),
            Comparison.ALL);

    List<String> rows = report.lines().filter(line -> line.contains("**")).toList();
    assertThat(rows)
        .extracting(row -> row.split(" \\| ", 2)[0])
        .containsExactly(
            "| without a password",
            "| with a password",
            "| CPU time of Java threads, µs",
            "| allocation, KiB",
            "| time, µs",
            "| recording a registration",
            "| reading a user");
    assertThat(rows)
        .allSatisfy(row -> assertThat(row).containsPattern("\\*\\*\\d+\\.\\d\\d\\*\\*"));
  }
}
