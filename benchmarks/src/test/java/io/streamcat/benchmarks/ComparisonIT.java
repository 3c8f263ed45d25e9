package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.benchmarks.SideBySide.Extent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Tests that every benchmark runs and is reported; the measurements are too short to be meaningful.
 */
class ComparisonIT {

  private static final Extent SHORT = new Extent(1, 3, 2);

  @Test
  void run_shortRounds_reportsEveryRatio() throws RunnerException {
    String report =
        Comparison.run(2, ShortRun.options().build(), List.of(RegistrationBenchmark.class));

    assertThat(rows(report)).containsExactly("without a password", "with a password");
  }

  @Test
  void ownCost_shortRounds_reportsEveryRatio() throws IOException {
    assertThat(rows(OwnCost.ofRegistrations(SHORT)))
        .containsExactly("CPU time of Java threads, µs", "allocation, KiB", "time, µs");
    assertThat(rows(OwnCost.ofStatements(SHORT)))
        .containsExactly("recording a registration", "reading a user");
  }

  /** Returns the labels of the rows with a ratio. */
  private static List<String> rows(String report) {
    return report
        .lines()
        .filter(line -> line.matches("\\| .* \\| \\*\\*\\d+\\.\\d\\d\\*\\* .*"))
        .map(line -> line.substring(2, line.indexOf(" | ")))
        .toList();
  }
}
