package io.streamcat.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.password.PasswordHasher;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The program: run inside the test, or as the packaged jar in a process of its own.
 *
 * <p>A process takes more than a second of processor time to start, so only tests that kill it, or
 * that concern the jar, its input or its log, use one.
 *
 * @param environment environment variables; a process has them in addition to those of the test
 */
record Program(Map<String, String> environment) {

  private static final int PATIENCE_SECONDS = 180;

  /**
   * For programs inside the test, in which most time was spent on hashes; a process has its own.
   */
  private static final PasswordHasher CHEAP_HASHER = PasswordHasher.argon2id(8, 1);

  // Tuned to start quickly rather than to run fast.
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto");

  private static final List<String> ARCHIVE = ClassArchive.options(JAVA);

  /**
   * The result of a run.
   *
   * @param status the exit status
   * @param out the lines of standard output
   * @param err the lines of standard error, except for the environment
   * @param banner the line of standard error with the environment, if there is one
   */
  record Run(int status, List<String> out, List<String> err, Optional<String> banner) {

    private static final Predicate<String> BANNER = line -> line.startsWith("Environment: ");

    static Run of(int status, List<String> out, List<String> err) {
      return new Run(
          status,
          out,
          err.stream().filter(BANNER.negate()).toList(),
          err.stream().filter(BANNER).findFirst());
    }

    String all() {
      return String.join("\n", out) + "\n" + String.join("\n", err);
    }
  }

  static List<String> java(String jarProperty, String... args) {
    List<String> archive = jarProperty.equals("cli.jar") ? ARCHIVE : List.of();
    return Stream.of(JAVA, archive, List.of("-jar", System.getProperty(jarProperty)), List.of(args))
        .flatMap(List::stream)
        .toList();
  }

  /** Runs the program inside the test. */
  Run run(String... args) {
    return runWithInput("", args);
  }

  /** Runs the program inside the test, with standard input. */
  Run runWithInput(String input, String... args) {
    return run(input, Prompter.NONE, new Interruption(), args);
  }

  /** Runs the program inside the test, with standard input, a terminal, and perhaps Ctrl-C. */
  Run run(String input, Prompter prompter, Interruption interruption, String... args) {
    InputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            environment,
            in,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            prompter,
            interruption,
            () -> CHEAP_HASHER);
    return Run.of(
        status, out.toString(UTF_8).lines().toList(), err.toString(UTF_8).lines().toList());
  }

  /** Runs the packaged jar in a process. */
  Run runPackaged(String input, String... args) {
    return start(input, line -> {}, args).await();
  }

  /**
   * Starts the packaged jar in a process.
   *
   * @param input its standard input
   * @param watcher receives every line of its standard error
   */
  Running start(String input, Consumer<String> watcher, String... args) {
    ProcessBuilder builder = new ProcessBuilder(java("cli.jar", args));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Running running =
          new Running(
              process,
              lines(process.getInputStream(), line -> {}),
              lines(process.getErrorStream(), watcher));
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      } catch (IOException e) {
        // The process did not read its whole input; its exit status shows the consequence.
      }
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<List<String>> lines(
      InputStream stream, Consumer<String> watcher) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<String> lines = new ArrayList<>();
          try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
              lines.add(line);
              watcher.accept(line);
            }
          } catch (IOException e) {
            // The process was killed while it was writing.
          }
          return lines;
        },
        task -> new Thread(task).start());
  }

  /** A running process. */
  record Running(
      Process process, CompletableFuture<List<String>> out, CompletableFuture<List<String>> err) {

    Run await() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("not done in time: " + process.info());
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        process.destroyForcibly();
      }
      return Run.of(process.exitValue(), out.join(), err.join());
    }

    /** Sends SIGKILL: nothing is flushed, released or rolled back. */
    void kill() {
      process.destroyForcibly();
    }
  }
}
