package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of what is emulated to what the tests that ran before have seen. */
class EmulatorDocumentationIT {
  private static final Map<String, Service> SERVICES =
      Map.of("IVS", Service.IVS, "IVS Chat", Service.CHAT, "IVS Real-Time", Service.REAL_TIME);
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (IVS[^|]*) \\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\|$", Pattern.MULTILINE);

  /** Every operation answers them, so that the table does not. */
  private static final Set<String> OF_ALL_OPERATIONS =
      Set.of("success", "ValidationException", "ThrottlingException");

  private final List<String> exercised = Files.readAllLines(ExercisedOperations.FILE);
  private final List<MatchResult> rows =
      ROW.matcher(Files.readString(Path.of("..", "docs", "emulator.md"))).results().toList();

  EmulatorDocumentationIT() throws IOException {}

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperation_isInTheTableWithTheErrorsThatTestsHaveSeen(Operation operation) {
    List<MatchResult> found =
        rows.stream()
            .filter(row -> SERVICES.get(row.group(1)) == operation.service())
            .filter(row -> row.group(2).equals(operation.name()))
            .toList();

    assertThat(found).hasSize(1);
    Set<String> seen = seen(operation);
    assertThat(seen).contains("success");
    seen.removeAll(OF_ALL_OPERATIONS);
    assertThat(found.get(0).group(3)).isEqualTo(seen.isEmpty() ? "–" : String.join(", ", seen));
  }

  static List<Operation> operations() {
    return ApiModel.get().operations().toList();
  }

  private Set<String> seen(Operation operation) {
    return exercised.stream()
        .filter(line -> line.startsWith(operation + " "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
