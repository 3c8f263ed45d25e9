package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Both applications start and are reported; one start of each says nothing about time. */
class StartUpIT {

  @Test
  void run_reportsTheDifference() throws Exception {
    assertThat(StartUp.run(1).lines())
        .last()
        .asString()
        .matches("\\| from .* \\| \\*\\*-?\\d+\\*\\* \\| \\d+ \\(.*\\) \\| \\d+ \\(.*\\) \\|");
  }
}
