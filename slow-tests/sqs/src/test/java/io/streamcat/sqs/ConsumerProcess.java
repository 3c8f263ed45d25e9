package io.streamcat.sqs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that runs {@link ConsumerMain}. */
final class ConsumerProcess {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Semaphore lines = new Semaphore(0);
  private final CompletableFuture<Void> read;

  private ConsumerProcess(Process process, Consumer<String> notifications) {
    this.process = process;
    this.read =
        CompletableFuture.runAsync(() -> read(notifications), task -> new Thread(task).start());
  }

  /**
   * Starts a process.
   *
   * @param notifications receives every notification of the process's listener
   */
  static ConsumerProcess start(Consumer<String> notifications, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerMain.class.getName()));
    command.addAll(List.of(args));
    return new ConsumerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
        notifications);
  }

  private void read(Consumer<String> notifications) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!line.equals(ConsumerMain.STARTED)) {
          notifications.accept(line);
        }
        lines.release();
      }
    } catch (IOException e) {
      // The process was killed while it was writing.
    }
  }

  void awaitStart() throws InterruptedException {
    awaitLines(1);
  }

  /** Waits until the process has printed that many more notifications. */
  void awaitNotifications(int notifications) throws InterruptedException {
    awaitLines(notifications);
  }

  private void awaitLines(int count) throws InterruptedException {
    if (!lines.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          lines.availablePermits() + " lines instead of " + count + " of " + process.info());
    }
  }

  /**
   * Kills the process with SIGKILL: nothing is flushed, released or rolled back. Its output so far
   * is read to the end.
   */
  void kill() throws InterruptedException {
    // Through the handle, because destroying the process would close the pipe with unread lines.
    process.toHandle().destroyForcibly();
    process.waitFor();
    read.join();
  }

  /** Waits until the process ends after its input is closed, and returns its status. */
  int stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not stopped in time: " + process.info());
    }
    read.join();
    return process.exitValue();
  }
}
