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

/** A {@link ConsumerMain} in a process of its own. */
final class ConsumerProcess {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Semaphore lines = new Semaphore(0);
  private final CompletableFuture<Void> read;

  private ConsumerProcess(Process process, Consumer<String> notices) {
    this.process = process;
    this.read = CompletableFuture.runAsync(() -> read(notices), task -> new Thread(task).start());
  }

  /**
   * Starts one.
   *
   * @param notices gets every notice that its listener takes
   */
  static ConsumerProcess start(Consumer<String> notices, String... args) throws IOException {
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
        notices);
  }

  private void read(Consumer<String> notices) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!line.equals(ConsumerMain.STARTED)) {
          notices.accept(line);
        }
        lines.release();
      }
    } catch (IOException e) {
      // It was killed while it was writing.
    }
  }

  void awaitStart() throws InterruptedException {
    awaitLines(1);
  }

  /** Waits until it has told so many more notices. */
  void awaitNotices(int notices) throws InterruptedException {
    awaitLines(notices);
  }

  private void awaitLines(int count) throws InterruptedException {
    if (!lines.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          lines.availablePermits() + " lines instead of " + count + " of " + process.info());
    }
  }

  /**
   * SIGKILL: nothing is flushed, released or rolled back. What it has written is read to the end.
   */
  void kill() throws InterruptedException {
    // By its handle, because the process itself would close the pipe, with lines in it.
    process.toHandle().destroyForcibly();
    process.waitFor();
    read.join();
  }

  /** Lets it end by itself, and returns its status. */
  int stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not stopped in time: " + process.info());
    }
    read.join();
    return process.exitValue();
  }
}
