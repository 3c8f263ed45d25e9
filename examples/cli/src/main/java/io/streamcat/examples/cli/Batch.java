package io.streamcat.examples.cli;

import io.streamcat.examples.cli.ProvisionResult.Result;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs tasks on several users in parallel and prints the results in the given order. */
final class Batch {

  private final int parallel;
  private final Output output;

  Batch(int parallel, Output output) {
    if (parallel < 1) {
      throw new UsageException("--parallel must be at least 1.", null);
    }
    this.parallel = parallel;
    this.output = output;
  }

  /**
   * Runs all tasks and returns the exit status. After Ctrl-C the tasks under way are completed and
   * the others are left.
   */
  int run(List<Task> tasks) {
    Results all = new Results(output, tasks.size());
    Interruption interruption = output.interruption();
    interruption.begin();
    ExecutorService workers = Executors.newFixedThreadPool(parallel);
    try {
      List<CompletableFuture<ProvisionResult>> results =
          tasks.stream()
              .map(
                  task ->
                      CompletableFuture.supplyAsync(
                          () ->
                              interruption.isRequested()
                                  ? ProvisionResult.of(Result.LEFT, null)
                                  : task.result(),
                          workers))
              .toList();
      for (int i = 0; i < tasks.size(); i++) {
        all.showProgress();
        Task task = tasks.get(i);
        all.add(task.origin(), task.username(), results.get(i).join());
      }
    } finally {
      workers.shutdownNow();
    }
    return all.end();
  }
}
