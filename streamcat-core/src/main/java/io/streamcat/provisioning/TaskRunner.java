package io.streamcat.provisioning;

import io.streamcat.aws.CallScope;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The way to do several pieces of work in parallel. */
@FunctionalInterface
interface TaskRunner {

  /**
   * Runs all tasks and waits for all of them, whatever fails: a task left alone could create a
   * resource after its user was given up.
   *
   * @param tasks the tasks
   * @param <T> what they return
   * @return the results in the order of the tasks
   */
  <T> List<T> all(List<? extends Supplier<T>> tasks);

  /** The runner on the threads of an executor, each with the caller's priority and deadline. */
  static TaskRunner on(Executor executor) {
    return new TaskRunner() {
      @Override
      public <T> List<T> all(List<? extends Supplier<T>> tasks) {
        return Parallel.call(executor, tasks.stream().map(CallScope::carried).toList());
      }
    };
  }
}
