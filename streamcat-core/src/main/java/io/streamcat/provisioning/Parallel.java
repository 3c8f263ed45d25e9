package io.streamcat.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs tasks side by side. */
final class Parallel {

  private Parallel() {}

  /**
   * Runs all tasks and waits for all of them.
   *
   * <p>The caller works too: it runs the first task, and every other that no thread of the executor
   * has begun. So an executor without a free thread makes it slower, and never stuck.
   */
  static <T> List<T> call(Executor executor, List<? extends Supplier<T>> tasks) {
    List<FutureTask<T>> running = tasks.stream().map(task -> new FutureTask<T>(task::get)).toList();
    try {
      running.stream().skip(1).forEach(executor::execute);
    } catch (RejectedExecutionException e) {
      running.forEach(FutureTask::run);
    }
    running.forEach(FutureTask::run);
    List<T> results = new ArrayList<>();
    boolean interrupted = false;
    for (FutureTask<T> task : running) {
      while (true) {
        try {
          results.add(task.get());
          break;
        } catch (InterruptedException e) {
          // A task left alone could still create something after its user was given up.
          interrupted = true;
        } catch (ExecutionException e) {
          throw unchecked(e.getCause());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return results;
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
