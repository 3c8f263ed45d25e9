package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Tests that the emulator starts in every way and is reported; one start of each is not a
 * measurement.
 */
class EmulatorStartUpIT {

  @Test
  void run_oneRound_reportsEveryWayToStart() throws Exception {
    assertThat(
            EmulatorStartUp.run(0, 1)
                .lines()
                .filter(line -> line.matches(".* \\| \\d+ \\(.*\\) \\|")))
        .hasSize(5);
  }
}
