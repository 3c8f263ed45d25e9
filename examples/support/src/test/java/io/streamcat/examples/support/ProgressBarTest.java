package io.streamcat.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void visible_steps_showsProgressAndClearsLine() {
    AtomicLong nanos = new AtomicLong();
    ProgressBar progress = ProgressBar.visible(terminal, 4, nanos::get);
    nanos.set(Duration.ofSeconds(10).toNanos());

    progress.step();
    progress.show();
    progress.step();

    String bar = "[" + "#".repeat(10) + ".".repeat(30) + "] 1 of 4, about 30 s left";
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\r" + "\r" + bar + "\r" + " ".repeat(bar.length()) + "\r");
  }

  @Test
  void visible_slowSteps_showsExpectedEndInMinutes() {
    AtomicLong nanos = new AtomicLong();
    ProgressBar progress = ProgressBar.visible(terminal, 100, nanos::get);

    progress.step();
    nanos.set(Duration.ofSeconds(10).toNanos());
    progress.show();

    assertThat(written.toString(StandardCharsets.UTF_8)).endsWith("1 of 100, about 17 min left");
  }

  @Test
  void on_fewSteps_showsNothing() {
    ProgressBar progress = ProgressBar.on(terminal, 20);

    progress.show();
    progress.step();

    assertThat(written.size()).isZero();
  }
}
