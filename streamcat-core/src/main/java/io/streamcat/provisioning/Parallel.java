package io.streamcat.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

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
    // A task left alone could still create something after its user was given up, so all are
    // waited for, come what may.
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    boolean interrupted = false;
    for (FutureTask<T> task : running) {
      boolean done = false;
      while (!done) {
        try {
          results.add(task.get());
          done = true;
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw unchecked(failure);
    }
    return results;
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
