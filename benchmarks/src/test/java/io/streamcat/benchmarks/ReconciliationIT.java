package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The comparison of many users works; with a few it says nothing about memory. */
class ReconciliationIT {

  @Test
  void run_findsNothingWrong() throws Exception {
    assertThat(Reconciliation.run(30).lines())
        .last()
        .asString()
        .matches("\\| 30 users, 90 resources \\| \\d+\\.\\d \\| 0 findings \\|");
  }
}
