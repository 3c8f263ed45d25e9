package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pauses between retries, in virtual time. */
class BackoffTest {

  private Duration slept = Duration.ZERO;
  private Duration stopAfter = Duration.ofDays(1);

  private final Backoff backoff =
      new Backoff(duration -> slept = slept.plus(duration), () -> slept.compareTo(stopAfter) >= 0);

  private long pause() throws InterruptedException {
    slept = Duration.ZERO;
    backoff.failed();
    return slept.toSeconds();
  }

  @Test
  void failed_manyTimes_doublesThePauseUntilASuccess() throws Exception {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      seconds.add(pause());
    }
    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);

    backoff.succeeded();
    assertThat(pause()).isEqualTo(1);
  }

  @Test
  void failed_duringAStop_doesNotPause() throws Exception {
    for (int i = 0; i < 9; i++) {
      pause();
    }
    stopAfter = Duration.ofMillis(300);

    assertThat(pause()).isZero();
  }
}
