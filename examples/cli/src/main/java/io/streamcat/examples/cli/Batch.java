package io.streamcat.examples.cli;

import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.examples.support.ProgressBar;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

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
    long start = System.nanoTime();
    Interruption interruption = output.interruption();
    interruption.begin();
    Map<Result, Integer> counts = new EnumMap<>(Result.class);
    ProgressBar progress = output.progress(tasks.size());
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
        progress.show();
        ProvisionResult result = results.get(i).join();
        progress.step();
        result.print(tasks.get(i), output);
        counts.merge(result.result(), 1, Integer::sum);
      }
    } finally {
      workers.shutdownNow();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    output.summary(summary(counts) + String.format(Locale.ROOT, ", %.1f s", seconds));
    if (interruption.isRequested()) {
      return Main.INTERRUPTED;
    }
    return counts.containsKey(Result.FAILED) ? Main.FAILED : Main.DONE;
  }

  private static String summary(Map<Result, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().word())
        .collect(Collectors.joining(", "));
  }
}
