package io.streamcat.emulator.media;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the operating system that the tests run. */
final class Programs {
  private static final long PATIENCE_SECONDS = 60;

  private Programs() {}

  /** Returns a program, or skips the test with a visible message. */
  static Path require(String packages, String... names) {
    List<String> directories =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1));
    List<Path> found =
        Stream.of(names)
            .flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .toList();
    Assumptions.assumeFalse(
        found.isEmpty(),
        "skipped: no " + names[0] + " on the PATH (Debian: apt-get install " + packages + ")");
    return found.get(0);
  }

  /** Starts a program whose output goes to a file. */
  static Process start(Path output, Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Runs a program, which must succeed, and returns its output. */
  static String run(Path output, Path program, String... arguments) throws Exception {
    Process process = start(output, program, arguments);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(program + " takes too long: " + Files.readString(output));
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(program + " failed: " + Files.readString(output));
    }
    return Files.readString(output);
  }
}
