package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.examples.cli.Output.Colour;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void coloured_terminal_addsColours() {
    assertThat(output(true).coloured(Colour.GREEN, "removed"))
        .isEqualTo("\u001b[32mremoved\u001b[0m");
    assertThat(output(false).coloured(Colour.GREEN, "removed")).isEqualTo("removed");
  }

  @Test
  void problem_multilineMessage_isOneLineWithoutSecrets() {
    output(false).problem("ERROR: bad\n  Hint: secret-1 and secret-2 \r\n", null);

    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo("ERROR: bad Hint: *** and ***" + System.lineSeparator());
  }

  private Output output(boolean colours) {
    PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Secrets secrets = new Secrets("secret-1", "jdbc:mysql://localhost/app?password=secret-2&x=y");
    return new Output(out, err, new OutputOptions(), colours, secrets, new Interruption());
  }
}
