package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Tests that both are called if moto is installed; the measurements are too short to be meaningful.
 */
class MotoIT {

  @Test
  void compare_withOrWithoutMoto_reportsOperationsOrInstructions() throws Exception {
    String report = Moto.compare(1, Duration.ofMillis(20));

    if (MotoProcess.isInstalled()) {
      assertThat(report.lines().filter(line -> line.contains("**")))
          .hasSize(6)
          .allMatch(
              row -> row.matches("\\| `\\w+` \\| \\*\\*\\d+\\.\\d\\*\\* .* \\| [1-9]\\d* \\|"));
    } else {
      assertThat(report).contains("pip install");
    }
  }
}
