package io.streamcat.emulator;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A record of the outcomes of each operation in the tests, for {@link EmulatorDocumentationIT}. */
final class ExercisedOperations implements AfterEachCallback {
  /**
   * The file with one line per outcome: a service, an operation, and {@code success} or the name of
   * an error.
   */
  static final Path FILE = Path.of("target", "exercised-operations.txt");

  @Override
  public void afterEach(ExtensionContext context) {
    LineRecorder.add(
        context, FILE, ((EmulatorTest) context.getRequiredTestInstance()).aws.outcomes());
  }
}
