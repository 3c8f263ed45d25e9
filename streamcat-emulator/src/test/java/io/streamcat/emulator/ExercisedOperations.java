package io.streamcat.emulator;

import java.nio.file.Path;
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
    Recording.add(context, FILE, ((EmulatorTest) context.getRequiredTestInstance()).aws.outcomes());
  }
}
