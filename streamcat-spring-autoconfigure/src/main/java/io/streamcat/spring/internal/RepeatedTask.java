package io.streamcat.spring.internal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A task that runs soon after the start and then at an interval, on one thread, until the
 * application stops.
 *
 * <p>It starts last and stops first, so that the data source outlives it. At the stop, a run under
 * way is interrupted and awaited.
 */
public final class RepeatedTask implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RepeatedTask.class);

  /**
   * Delays the first run: the start has other work, and users of a crashed server are pending only
   * after their leases expire.
   */
  private static final Duration LONGEST_FIRST_DELAY = Duration.ofSeconds(10);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final String name;
  private final Runnable task;
  private final Duration interval;
  private @Nullable Thread thread;

  private volatile @Nullable String lastFailure;

  /** Set in addition to the interrupt, which the task may swallow. */
  private volatile boolean stopping;

  /**
   * Creates a repeated task.
   *
   * @param name the name of the thread, also used in the log
   * @param task the work of one run
   * @param interval the pause between two runs
   */
  public RepeatedTask(String name, Runnable task, Duration interval) {
    this.name = name;
    this.task = task;
    this.interval = interval;
  }

  /** Returns the name of the task. */
  public String name() {
    return name;
  }

  /** Returns the failure of the last run; empty if it succeeded. */
  public Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      stopping = false;
      thread = new Thread(this::loop, name);
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
      log.warn("A run did not end in time task={} timeout={}", name, LONGEST_STOP);
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void loop() {
    pause(interval.compareTo(LONGEST_FIRST_DELAY) < 0 ? interval : LONGEST_FIRST_DELAY);
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
      log.debug("A pause was interrupted task={}", name);
    }
  }

  private void run() {
    try {
      task.run();
      lastFailure = null;
    } catch (Throwable e) {
      // The next run may succeed, even after an Error; without it, nothing would be recovered.
      log.warn("A run failed; it will be repeated task={} interval={}", name, interval, e);
      lastFailure = String.valueOf(e);
    }
  }
}
