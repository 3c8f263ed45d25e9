package io.streamcat.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes down what the tests have seen each operation answer, for {@link EmulatorDocumentationIT}
 * to hold the documentation to.
 */
final class ExercisedOperations implements AfterEachCallback {
  /** Lines of a service, an operation, and {@code success} or the name of an error. */
  static final Path FILE = Path.of("target", "exercised-operations.txt");

  @Override
  public void afterEach(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(ExercisedOperations.class))
        .computeIfAbsent(Seen.class, key -> new Seen(), Seen.class)
        .lines
        .addAll(((EmulatorTest) context.getRequiredTestInstance()).aws.outcomes());
  }

  /** What all tests have seen, written when the last one is over. */
  private static final class Seen implements AutoCloseable {
    private final Set<String> lines = new ConcurrentSkipListSet<>();

    @Override
    public void close() throws IOException {
      Files.write(FILE, lines, StandardCharsets.UTF_8);
    }
  }
}
