package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests that both applications start and are reported; one start of each is not a measurement. */
class StartUpIT {

  @Test
  void run_oneRound_reportsDifference() throws Exception {
    assertThat(StartUp.run(0, 1, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC").lines())
        .last()
        .asString()
        .matches("\\| from .* \\| \\*\\*-?\\d+\\*\\* \\| \\d+ \\(.*\\) \\| \\d+ \\(.*\\) \\|");
  }
}
