package io.streamcat.provisioning.internal;

import io.streamcat.aws.internal.CallScope;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A runner of tasks in parallel. */
@FunctionalInterface
public interface TaskRunner {

  /**
   * Runs all tasks and waits for all of them, even if some fail: an abandoned task could create a
   * resource after its user was rolled back.
   *
   * @param tasks the tasks
   * @param <T> the type of the results
   * @return the results in the order of the tasks
   */
  <T> List<T> all(List<? extends Supplier<T>> tasks);

  /**
   * Returns a runner on the threads of an executor; tasks have the caller's priority and deadline.
   */
  static TaskRunner on(Executor executor) {
    return new TaskRunner() {
      @Override
      public <T> List<T> all(List<? extends Supplier<T>> tasks) {
        return Parallel.call(executor, tasks.stream().map(CallScope::carried).toList());
      }
    };
  }
}
