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

  /**
   * The current thread, or null. A thread that is no longer the current one ends; its interrupt may
   * be swallowed by the task.
   */
  private volatile @Nullable Thread thread;

  private volatile @Nullable String lastFailure;

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
      Thread started = new Thread(this::loop, name);
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  @Override
  public void stop() {
    Thread stopped = interrupted();
    if (stopped == null) {
      return;
    }
    try {
      stopped.join(LONGEST_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stopped.isAlive()) {
      log.warn("A run did not end in time task={} timeout={}", name, LONGEST_STOP);
    }
  }

  /** Stops in the background: Spring limits the time of all beans of a phase together. */
  @Override
  public void stop(Runnable callback) {
    InBackground.stop(name, this::stop, callback);
  }

  private synchronized @Nullable Thread interrupted() {
    Thread stopped = thread;
    if (stopped != null) {
      thread = null;
      stopped.interrupt();
    }
    return stopped;
  }

  @Override
  public boolean isRunning() {
    Thread current = thread;
    return current != null && current.isAlive();
  }

  private boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  private void loop() {
    pause(interval.compareTo(LONGEST_FIRST_DELAY) < 0 ? interval : LONGEST_FIRST_DELAY);
    while (isCurrent()) {
      run();
      pause(interval);
    }
  }

  private void pause(Duration duration) {
    if (!isCurrent()) {
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
