package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ShellSnippets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented commands that run the emulator, call it over HTTP, or manage users with it. */
class DocumentedCommandsIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/how-to/run-the-emulator.md",
        "docs/reference/control-api.md",
        "docs/reference/cli.md"
      })
  void commands_ofPage_succeed(String page, @TempDir Path folder) throws Exception {
    assertThat(ShellSnippets.run(Path.of("..", ".."), page, folder)).isGreaterThan(1);
  }
}
