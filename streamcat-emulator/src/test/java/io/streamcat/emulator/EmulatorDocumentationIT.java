package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A check of the table of emulated operations in the documentation. The table is generated from the
 * API model and the records of earlier tests; only the remarks are prose. {@code
 * -Dstreamcat.renew=true} writes the table into the documentation instead of comparing.
 */
@Guarantee("EMU-02")
class EmulatorDocumentationIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "emulator-operations.md");
  private static final Map<String, Service> SERVICES =
      Map.of("IVS", Service.IVS, "IVS Chat", Service.CHAT, "IVS Real-Time", Service.REAL_TIME);
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (IVS[^|]*) \\| `(\\w+)` \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\|$",
          Pattern.MULTILINE);
  private static final String NOTHING = "–";

  /** Errors that every operation can answer; the table omits them. */
  private static final Set<String> OF_ALL_OPERATIONS =
      Set.of("success", "ValidationException", "ThrottlingException");

  private final List<String> exercised = Files.readAllLines(ExercisedOperations.FILE);
  private final List<String> kept = Files.readAllLines(StateFileCheck.FILE);
  private final String document = Files.readString(DOCUMENT);

  EmulatorDocumentationIT() throws IOException {}

  @Test
  void operationTable_matchesModelAndTests() throws IOException {
    String generated =
        ROW.matcher(document).replaceAll(row -> Matcher.quoteReplacement(generate(row)));

    if (Boolean.getBoolean("streamcat.renew")) {
      Files.writeString(DOCUMENT, generated);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("run mvn -Dstreamcat.renew=true verify for this module to renew the table")
        .isEqualTo(generated);
    assertThat(ROW.matcher(document).results().map(EmulatorDocumentationIT::operation))
        .containsExactlyInAnyOrderElementsOf(ApiModel.get().operations().toList());
  }

  @Test
  void everyOperation_allTests_succeedsAtLeastOnce() {
    assertThat(ApiModel.get().operations())
        .allSatisfy(operation -> assertThat(answers(operation)).contains("success"));
  }

  @Test
  void everyResourceType_allTests_isStoredAtLeastOnce() {
    assertThat(kept.stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ResourceType.values()).map(ResourceType::name).toList());
  }

  private static Operation operation(MatchResult row) {
    return ApiModel.get().of(SERVICES.get(row.group(1))).operations().get(row.group(2));
  }

  private String generate(MatchResult row) {
    Operation operation = operation(row);
    Set<String> errors = answers(operation);
    errors.removeAll(OF_ALL_OPERATIONS);
    return "| %s | `%s` | %s | %s | %s | %s |"
        .formatted(
            row.group(1),
            row.group(2),
            cell(changes(operation)),
            cell(errors.stream()),
            row.group(3),
            row.group(4));
  }

  private static String cell(Stream<String> values) {
    String cell = String.join(", ", values.toList());
    return cell.isEmpty() ? NOTHING : cell;
  }

  private Set<String> answers(Operation operation) {
    Set<String> answers = new TreeSet<>();
    exercised.stream()
        .filter(line -> line.startsWith(operation + " "))
        .forEach(line -> answers.add(line.substring(line.lastIndexOf(' ') + 1)));
    return answers;
  }

  private Stream<String> changes(Operation operation) {
    return Arrays.stream(ResourceType.values())
        .flatMap(
            type ->
                Stream.of("put", "remove")
                    .filter(verb -> kept.contains(operation + " " + verb + " " + type))
                    .map(verb -> (verb.equals("put") ? "" : "−") + words(type)));
  }

  private static String words(ResourceType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
