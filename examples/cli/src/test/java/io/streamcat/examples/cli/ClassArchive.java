package io.streamcat.examples.cli;

import io.streamcat.emulator.IvsEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
   * Returns options for a JVM to use the archive, which is beside the jar. The first of several
   * processes that run tests writes it.
   *
   * @param java the command line that starts the program
   * @return the options; empty if the archive could not be written
   */
  static List<String> options(List<String> java) {
    Path jar = Path.of(System.getProperty("cli.jar"));
    Path archive = jar.resolveSibling("classes.jsa");
    try (FileChannel lock =
            FileChannel.open(
                jar.resolveSibling("classes.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      // A JVM ignores an archive of another jar.
      if (held.isValid() && !isNewer(archive, jar)) {
        create(java, archive);
      }
      return isNewer(archive, jar)
          ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable")
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNewer(Path file, Path other) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
  }

  /** Registers one user with a JVM that writes the archive at its end. */
  private static void create(List<String> java, Path archive) throws IOException {
    try (IvsEmulator emulator = IvsEmulator.start()) {
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
