package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstIT {

  @Test
  void run_smallBurst_registersAllUsersWithStreamCat() throws InterruptedException {
    String report = Burst.run(new int[] {20}, Duration.ofSeconds(1), 20, 8);

    assertThat(report)
        .containsPattern("\\| 20 \\| StreamCat \\| \\*\\*20\\*\\* \\| 0 \\| 0 \\| 0 \\| 0 \\|")
        .containsPattern("\\| 20 \\| SDK calls at once \\| \\*\\*\\d+\\*\\*")
        .containsPattern("\\| 20 \\| 8 \\| \\*\\*\\d\\.\\d+\\*\\* \\| 0 \\| 0 \\|");
  }
}
