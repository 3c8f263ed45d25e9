package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests that the comparison works; a few users say nothing about memory. */
class ReconciliationIT {

  @Test
  void run_fewUsers_findsNoDifferences() throws Exception {
    assertThat(Reconciliation.run(30).lines())
        .last()
        .asString()
        .matches("\\| 30 users, 90 resources \\| \\d+\\.\\d \\| 0 findings \\|");
  }
}
