package io.streamcat.examples.web.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work on one user that goes on in the background. */
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
      // Who waits for the beginning must find the failure, and so this comes last.
      progress.end();
    }
  }

  /**
   * Waits until the work is recorded, so that it will be brought to an end whatever happens, or
   * until it has failed before that.
   *
   * @param patience the longest to wait
   */
  public void awaitBegun(Duration patience) {
    progress.awaitBegun(patience);
  }

  /**
   * Returns the steps so far.
   *
   * @return the steps, which go on changing
   */
  public Progress progress() {
    return progress;
  }

  /**
   * Tells whether the work has ended.
   *
   * @return true if it succeeded or failed
   */
  public boolean isOver() {
    return result.isDone();
  }

  /**
   * Tells why the work has failed.
   *
   * @return what StreamCat has thrown; empty if it is not over, or succeeded
   */
  public Optional<Throwable> failure() {
    if (!result.isDone()) {
      return Optional.empty();
    }
    return Optional.ofNullable(result.<@Nullable Throwable>handle((done, thrown) -> thrown).join());
  }
}
