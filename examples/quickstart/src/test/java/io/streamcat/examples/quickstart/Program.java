package io.streamcat.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program: run inside the test, or as the packaged jar in a process of its own.
 *
 * <p>A process takes seconds of processor time to start, so only tests of the jar itself use one.
 */
final class Program {

  private static final int PATIENCE_SECONDS = 90;

  private final Path directory;

  Program(Path directory) {
    this.directory = directory;
  }

  /** The result of a run. */
  record Run(int status, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Runs the program inside the test. */
  static Run run(String... args) {
    return runWithInput("", args);
  }

  /** Runs the program inside the test, with standard input. */
  static Run runWithInput(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs the packaged jar, on the JDK that runs the tests. */
  Run runPackaged(String... args) throws IOException, InterruptedException {
    Path in = Files.writeString(directory.resolve("in"), "");
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Tuned to start quickly rather than to run fast.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(System.getProperty("quickstart.jar"));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
