package io.streamcat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A player of independent runs on all processors. */
final class Lanes {

  /** The time limit for progress; a run takes milliseconds. */
  private static final long LONGEST_RUN_SECONDS = 60;

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong progress = new AtomicLong();

  private Lanes() {}

  /** The work of one lane, in pieces. */
  @FunctionalInterface
  interface Lane {

    /**
     * Runs the next piece.
     *
     * @return false if no piece is left
     * @throws AssertionError to end the work of all lanes
     */
    boolean advance();
  }

  /**
   * Works until all lanes are done or one of them has failed.
   *
   * @param lane creates a lane from its workers, once for each processor
   * @throws AssertionError the failure of a lane
   */
  static void work(Function<Workers, Lane> lane) {
    Lanes lanes = new Lanes();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(() -> lanes.run(lane), "simulation-lane-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    lanes.await(threads);
  }

  private void run(Function<Workers, Lane> lane) {
    try (Workers workers = new Workers()) {
      Lane work = lane.apply(workers);
      while (failure.get() == null && work.advance()) {
        progress.incrementAndGet();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private void await(List<Thread> threads) {
    for (Thread thread : threads) {
      long before = -1;
      while (thread.isAlive()) {
        if (progress.get() == before) {
          throw new AssertionError("a run hangs:\n" + stacks());
        }
        before = progress.get();
        try {
          thread.join(TimeUnit.SECONDS.toMillis(LONGEST_RUN_SECONDS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted", e);
        }
      }
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw new AssertionError(thrown);
    }
  }

  /**
   * Fails if a run hangs: a thread that waits for another one outside of a point keeps the baton
   * forever.
   */
  private static String stacks() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().startsWith("simulation-"))
        .map(
            entry ->
                entry.getKey().getName()
                    + " "
                    + entry.getKey().getState()
                    + java.util.Arrays.stream(entry.getValue())
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }
}
