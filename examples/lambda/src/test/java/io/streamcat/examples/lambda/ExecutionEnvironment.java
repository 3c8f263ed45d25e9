package io.streamcat.examples.lambda;

import io.streamcat.examples.lambda.RuntimeApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A packaged function in a process of its own, run by AWS's runtime interface client as in Lambda.
 */
final class ExecutionEnvironment implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final RuntimeApi api;
  private final Process process;
  private final Path log;
  private final long startedAt;

  private ExecutionEnvironment(RuntimeApi api, Process process, Path log, long startedAt) {
    this.api = api;
    this.process = process;
    this.log = log;
    this.startedAt = startedAt;
  }

  /**
   * Starts an execution environment.
   *
   * @param function the function
   * @param directory the directory to unpack it into
   * @param variables additional environment variables
   */
  static ExecutionEnvironment start(
      Packaged function, Path directory, Map<String, String> variables) {
    try {
      List<String> command = RuntimeClient.command(function.handler(), directory);
      Path root = Files.createTempDirectory(directory, "task");
      function.unpackInto(root);
      Path log = Files.createTempFile(directory, "log", ".txt");
      RuntimeApi api = RuntimeApi.start();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      builder.environment().put("_HANDLER", function.handler());
      builder.environment().put("LAMBDA_TASK_ROOT", root.toString());
      builder.environment().putAll(variables);
      long startedAt = System.nanoTime();
      return new ExecutionEnvironment(api, builder.start(), log, startedAt);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the function's first request for work, and returns the time until then. */
  Duration awaitInit() {
    return Duration.ofNanos(await(api.initialised()) - startedAt);
  }

  /** Waits until initialisation fails, and returns the cause. */
  String awaitInitError() {
    return await(api.initError());
  }

  /** Invokes the function and waits for its answer. */
  Answer invoke(String event) {
    return await(begin(event));
  }

  /** Invokes the function without waiting. */
  CompletableFuture<Answer> begin(String event) {
    return api.invoke(event);
  }

  private <T> T await(CompletableFuture<T> result) {
    try {
      CompletableFuture.anyOf(result, process.onExit()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(log(), e);
    }
    if (!result.isDone()) {
      throw new IllegalStateException("ended with " + process.exitValue() + ": " + log());
    }
    return result.join();
  }

  /** Returns the whole log. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills the process: nothing is completed or closed. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    api.close();
  }
}
