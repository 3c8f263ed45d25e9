package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Events arrive in every way and are reported; what is measured in so short a time means nothing.
 */
class EventsBenchmarkIT {

  @Test
  void run_reportsEveryRatio() throws RunnerException {
    String report =
        Comparison.run(
            1,
            new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .param("pollers", "2")
                .verbosity(VerboseMode.SILENT)
                .build(),
            List.of(EventsBenchmark.class));

    assertThat(report.lines().filter(line -> line.contains("**")))
        .hasSize(2)
        .allMatch(
            row ->
                row.matches(
                    "\\| with .* \\| 2 (\\| \\*\\*\\d+\\.\\d\\d\\*\\* \\(.*\\) ){2}\\| .* \\|"));
  }
}
