package io.streamcat.examples.cli;

import io.streamcat.emulator.IvsEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program's classes as the JVM maps them into memory. Loading classes takes most of the
 * start-up time, and the tests start the program hundreds of times.
 */
final class ClassArchive {

  private ClassArchive() {}

  /**
   * Registers one user with a JVM that writes the archive at its end.
   *
   * @param java the command line that starts the program
   * @return options for a JVM to use the archive; empty if it was not written
   */
  static List<String> create(List<String> java) {
    try (IvsEmulator emulator = IvsEmulator.start()) {
      Path directory = Files.createTempDirectory("streamcat-cli");
      directory.toFile().deleteOnExit();
      Path archive = directory.resolve("classes.jsa");
      archive.toFile().deleteOnExit();
      String script = "RUNSCRIPT FROM 'classpath:io/streamcat/jdbc/schema/h2/";
      run(
          java,
          List.of("-XX:ArchiveClassesAtExit=" + archive),
          Map.of(
              "STREAMCAT_JDBC_URL",
              "jdbc:h2:mem:archive;DB_CLOSE_DELAY=-1;INIT="
                  + script
                  + "V1__create_streamcat_tables.sql'"),
          "provision",
          "--namespace",
          "archive",
          "--users",
          "-",
          "--endpoint",
          emulator.endpoint().toString());
      return Files.exists(archive)
          ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(
      List<String> java, List<String> options, Map<String, String> environment, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(options);
    command.addAll(List.of("-jar", System.getProperty("cli.jar")));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write("todd,correct horse battery staple\n".getBytes(StandardCharsets.UTF_8));
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
