package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.resource.ControlPlane;
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
      new ControlPlane(new Settings("r", "a", Clock.systemUTC(), 1, Duration.ZERO, Map.of()));
  private final String text = Files.readString(Path.of("..", "docs", "emulator.md"));

  EmulatorDocumentationTest() throws IOException {}

  @Test
  void theTable_namesExactlyWhatIsEmulated() {
    List<String> rows = matches("^\\| IVS[^|]* \\| `(\\w+)` \\|");

    assertThat(rows).containsExactlyInAnyOrderElementsOf(names(true));
  }

  @Test
  void theListOfWhatIsMissing_namesExactlyTheRest() {
    List<String> missing =
        matches("^- IVS[ \\w-]*: (.*)\\.$").stream()
            .flatMap(line -> List.of(line.replace("`", "").split(", ")).stream())
            .toList();

    assertThat(missing).containsExactlyInAnyOrderElementsOf(names(false));
  }

  private List<String> names(boolean emulated) {
    return ApiModel.get()
        .operations()
        .filter(operation -> controlPlane.emulates(operation) == emulated)
        .map(Operation::name)
        .toList();
  }

  private List<String> matches(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
