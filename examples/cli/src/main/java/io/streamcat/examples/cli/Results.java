package io.streamcat.examples.cli;

import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.examples.support.ProgressBar;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results of the work on several users: printed as they come, and summed up. */
final class Results {

  private final long start = System.nanoTime();
  private final Map<Result, Integer> counts = new EnumMap<>(Result.class);
  private final Output output;
  private final ProgressBar progress;

  /**
   * Creates empty results.
   *
   * @param output the output
   * @param total the number of expected results
   */
  Results(Output output, int total) {
    this.output = output;
    this.progress = output.progress(total);
  }

  /** Shows the progress until the next result. */
  void showProgress() {
    progress.show();
  }

  /**
   * Prints a result.
   *
   * @param origin the place where the user was named
   * @param username the username, or null if unknown
   * @param result the result
   */
  void add(String origin, @Nullable String username, ProvisionResult result) {
    progress.step();
    result.print(origin, username, output);
    counts.merge(result.result(), 1, Integer::sum);
  }

  /** Prints the summary and returns the exit status. */
  int end() {
    double seconds = (System.nanoTime() - start) / 1e9;
    output.summary(summary() + String.format(Locale.ROOT, ", %.1f s", seconds));
    if (output.interruption().isRequested()) {
      return Main.INTERRUPTED;
    }
    return counts.containsKey(Result.FAILED) ? Main.FAILED : Main.DONE;
  }

  private String summary() {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().word())
        .collect(Collectors.joining(", "));
  }
}
