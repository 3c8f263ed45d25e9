package io.streamcat.spring.internal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a task soon after the start and then again and again, on one thread, as long as the
 * application is up.
 *
 * <p>It starts last and stops first, so that the data source outlives it; a run under way is
 * interrupted and waited for.
 */
public final class RepeatedTask implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RepeatedTask.class);

  /** At a start there is better to do: what a crash has left is not due until its lease expires. */
  private static final Duration LONGEST_FIRST_PAUSE = Duration.ofSeconds(10);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final String name;
  private final Runnable task;
  private final Duration interval;
  private @Nullable Thread thread;

  private volatile @Nullable String lastFailure;

  /** Beside the interruption, which what is run may not pass on. */
  private volatile boolean stopping;

  /**
   * Creates a repeated task.
   *
   * @param name what the thread and the log call it
   * @param task what to run
   * @param interval how long to wait between two runs
   */
  public RepeatedTask(String name, Runnable task, Duration interval) {
    this.name = name;
    this.task = task;
    this.interval = interval;
  }

  public String name() {
    return name;
  }

  /** Returns the failure of the last run; empty if it went well. */
  public Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      stopping = false;
      thread = new Thread(this::runAgainAndAgain, name);
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    stopping = true;
    thread.interrupt();
    try {
      thread.join(LONGEST_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("A run of {} did not end within {}", name, LONGEST_STOP);
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void runAgainAndAgain() {
    pause(interval.compareTo(LONGEST_FIRST_PAUSE) < 0 ? interval : LONGEST_FIRST_PAUSE);
    while (!stopping) {
      run();
      pause(interval);
    }
  }

  private void pause(Duration duration) {
    if (stopping) {
      return;
    }
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      log.debug("{} is not waited for any more", name);
    }
  }

  private void run() {
    try {
      task.run();
      lastFailure = null;
    } catch (Throwable e) {
      // Whatever it is, an Error included, the next run may do better; without it nothing recovers.
      log.warn("{} failed; it runs again in {}", name, interval, e);
      lastFailure = String.valueOf(e);
    }
  }
}
