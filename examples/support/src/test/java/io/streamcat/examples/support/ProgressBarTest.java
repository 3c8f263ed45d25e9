package io.streamcat.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void visible_steps_showsProgressAndClearsLine() {
    ProgressBar progress = ProgressBar.visible(terminal, 4);

    progress.step();
    progress.show();
    progress.step();

    String bar = "[" + "#".repeat(10) + ".".repeat(30) + "] 1 of 4";
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\r" + "\r" + bar + "\r" + " ".repeat(bar.length()) + "\r");
  }

  @Test
  void on_fewSteps_showsNothing() {
    ProgressBar progress = ProgressBar.on(terminal, 20);

    progress.show();
    progress.step();

    assertThat(written.size()).isZero();
  }
}
