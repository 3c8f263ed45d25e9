package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.resource.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EmulatorDocumentationTest {
  private final ControlPlane controlPlane =
      new ControlPlane(
          new Settings("r", "a", Clock.systemUTC(), 1, Duration.ZERO, Duration.ZERO, Map.of()));
  private final String text =
      Files.readString(Path.of("..", "docs", "reference", "emulator-operations.md"));

  EmulatorDocumentationTest() throws IOException {}

  @Test
  void everyOperation_isEmulated() {
    assertThat(ApiModel.get().operations()).allMatch(controlPlane::emulates);
  }

  @Test
  void operationTable_namesEveryOperation() {
    List<String> rows = matches("^\\| IVS[^|]* \\| `(\\w+)` \\|");

    assertThat(rows).containsExactlyInAnyOrderElementsOf(names());
  }

  private static List<String> names() {
    return ApiModel.get().operations().map(Operation::name).toList();
  }

  private List<String> matches(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
