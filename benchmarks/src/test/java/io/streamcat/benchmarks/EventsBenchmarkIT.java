package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Events arrive in every way and are reported; what is measured in so short a time means nothing.
 */
class EventsBenchmarkIT {

  @Test
  void run_reportsEveryRatio() throws RunnerException {
    String report =
        Comparison.run(
            1, ShortRun.options().param("pollers", "2").build(), List.of(EventsBenchmark.class));

    assertThat(report.lines().filter(line -> line.contains("**")))
        .hasSize(2)
        .allMatch(
            row ->
                row.matches(
                    "\\| with .* \\| 2 (\\| \\*\\*\\d+\\.\\d\\d\\*\\* \\(.*\\) ){2}\\| .* \\|"));
  }
}
