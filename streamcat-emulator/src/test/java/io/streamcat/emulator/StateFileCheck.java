package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.resource.State;
import io.streamcat.emulator.internal.state.Origin;
import io.streamcat.emulator.internal.state.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A check of each test's state file: its changes must lead to the emulator's final state. It
 * records the changes of each operation for {@link EmulatorDocumentationIT}.
 */
final class StateFileCheck implements AfterEachCallback {
  /**
   * The file with one line per change: a service, an operation, {@code put} or {@code remove}, and
   * a type.
   */
  static final Path FILE = Path.of("target", "kept-state.txt");

  private static final Path DIRECTORY = Path.of("target", "states");

  /** Returns the path of a file that does not exist. */
  static Path newFile() {
    try {
      return Files.createDirectories(DIRECTORY).resolve(UUID.randomUUID() + ".jsonl");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, JsonException {
    EmulatorTest test = (EmulatorTest) context.getRequiredTestInstance();
    // Closing writes another file; pending work is still appended to this one.
    Path journal = Files.createLink(newFile(), test.state);
    test.emulator.close();
    LineRecorder.add(context, FILE, changes(journal));
    Origin origin = new Origin(test.emulator.region(), test.emulator.accountId(), 0);
    assertThat(read(journal, origin)).isEqualTo(read(test.state, origin));
    delete(journal);
    delete(test.state);
  }

  private static State read(Path file, Origin origin) {
    try (StateFile open = StateFile.open(file, origin)) {
      return open.found();
    }
  }

  private static List<String> changes(Path file) throws IOException, JsonException {
    List<String> changes = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      Map<String, ?> members = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
      for (Object change : (List<?>) members.get("changes")) {
        Map<?, ?> one = (Map<?, ?>) change;
        String verb = one.containsKey("put") ? "put" : "remove";
        changes.add("%s %s %s".formatted(members.get("by"), verb, one.get(verb)));
      }
    }
    return changes;
  }

  private static void delete(Path file) throws IOException {
    Files.delete(file);
    Files.delete(file.resolveSibling(file.getFileName() + ".lock"));
  }
}
