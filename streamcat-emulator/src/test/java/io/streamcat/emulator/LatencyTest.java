package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyTest extends EmulatorTest {
  private static final Duration DELAY = Duration.ofMillis(60);

  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder.latency(DELAY, Duration.ofMillis(1));
  }

  @Test
  void latency_afterReset_stillDelaysCalls() {
    emulator.reset();
    long start = System.nanoTime();

    createRoom("room");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(DELAY);
    assertThat(emulator.faults().rules()).isEmpty();
  }

  @Test
  void latency_withRule_addsUp() {
    emulator.faults().add(FaultRule.latency("CreateRoom", DELAY));
    long start = System.nanoTime();

    createRoom("room");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(DELAY.multipliedBy(2));
  }

  @Test
  void latency_invalidTime_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IvsEmulator.builder().latency(DELAY.negated(), Duration.ZERO))
        .withMessageStartingWith("delay must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IvsEmulator.builder().latency(DELAY, Duration.ofHours(2)))
        .withMessageStartingWith("jitter must be at most an hour");
  }
}
