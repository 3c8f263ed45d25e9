package io.streamcat.examples.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ShellSnippets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented commands that run a program of the jar. */
class DocumentedCommandsIT {

  @Test
  void commands_ofTheOverview_succeed(@TempDir Path folder) throws Exception {
    assertThat(ShellSnippets.run(Path.of("..", ".."), "docs/reference/examples.md", folder))
        .isPositive();
  }
}
