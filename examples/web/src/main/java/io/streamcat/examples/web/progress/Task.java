package io.streamcat.examples.web.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work on one user in the background. */
public final class Task {

  private final Progress progress;
  private final CompletableFuture<@Nullable Void> result = new CompletableFuture<>();

  Task(Progress progress) {
    this.progress = progress;
  }

  void run(Runnable work) {
    try {
      work.run();
      result.complete(null);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    } finally {
      // Last, because a thread that waits for the start must find the failure.
      progress.end();
    }
  }

  /**
   * Waits until the work is recorded, so that recovery completes it in any case, or until it has
   * failed before that.
   *
   * @param patience the longest wait
   */
  public void awaitBegun(Duration patience) {
    progress.awaitBegun(patience);
  }

  /**
   * Returns the steps so far.
   *
   * @return the steps, which keep changing while the work runs
   */
  public Progress progress() {
    return progress;
  }

  /**
   * Returns whether the work has ended.
   *
   * @return true if it succeeded or failed
   */
  public boolean isOver() {
    return result.isDone();
  }

  /**
   * Returns the failure of the work.
   *
   * @return the exception that StreamCat threw; empty if the work is running or succeeded
   */
  public Optional<Throwable> failure() {
    if (!result.isDone()) {
      return Optional.empty();
    }
    return Optional.ofNullable(result.<@Nullable Throwable>handle((done, thrown) -> thrown).join());
  }
}
