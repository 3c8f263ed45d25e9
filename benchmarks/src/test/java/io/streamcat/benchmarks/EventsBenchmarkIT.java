package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Tests that events arrive in every way and are reported; the measurements are too short to be
 * meaningful.
 */
class EventsBenchmarkIT {

  @Test
  void run_shortRounds_reportsEveryRatio() throws RunnerException {
    String report =
        Comparison.run(
            1, ShortRun.options().param("pollers", "2").build(), List.of(EventsBenchmark.class));

    assertThat(report.lines().filter(line -> line.contains("**")))
        .hasSize(2)
        .allMatch(
            row ->
                row.matches(
                    "\\| with(out)? a listener \\| 2 (\\| \\*\\*\\d+\\.\\d\\d\\*\\* \\(.*\\) ){2}\\| .* \\|"));
  }
}
