package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Tests that every benchmark runs and is reported; the measurements are too short to be meaningful.
 */
class ComparisonIT {

  @Test
  void run_shortRounds_reportsEveryRatio() throws RunnerException {
    String report = Comparison.run(2, ShortRun.options().build(), Comparison.ALL);

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
