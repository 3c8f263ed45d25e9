package io.streamcat.testing;

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
public final class Programs {
  private static final long PATIENCE_SECONDS = 180;

  private Programs() {}

  /**
   * Returns a program, or skips the test with a visible message.
   *
   * @param packages the packages of Debian that contain it
   * @param names its names, the best one first
   * @return the path of the program
   */
  public static Path require(String packages, String... names) {
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

  /** Returns Chromium or a browser like it, or skips the test with a visible message. */
  public static Path chromium() {
    return require(
        "chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  }

  /**
   * Installs packages of npm, unless they are installed already, or skips the test with a visible
   * message.
   *
   * @param folder the folder for the packages
   * @param packages the package.json
   * @return the folder {@code node_modules}
   * @throws Exception if npm cannot be started
   */
  public static Path npm(Path folder, String packages) throws Exception {
    Path npm = require("npm", "npm");
    Path modules = folder.resolve("node_modules");
    if (!Files.exists(modules)) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("package.json"), packages);
      Process install =
          start(
              folder.resolve("npm.txt"),
              npm,
              "install",
              "--prefix",
              folder.toString(),
              "--no-audit",
              "--no-fund",
              "--fetch-retries=0");
      boolean installed =
          install.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && install.exitValue() == 0;
      install.destroyForcibly();
      Assumptions.assumeTrue(installed, () -> "skipped: npm cannot install " + packages);
    }
    return modules;
  }

  /**
   * Starts a program whose output goes to a file.
   *
   * @param output the file
   * @param program the program
   * @param arguments its arguments
   * @return the process
   * @throws IOException if it cannot be started
   */
  public static Process start(Path output, Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /**
   * Runs a program, which must succeed.
   *
   * @param output the file for its output
   * @param program the program
   * @param arguments its arguments
   * @return its output
   * @throws Exception if it cannot be started
   */
  public static String run(Path output, Path program, String... arguments) throws Exception {
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
