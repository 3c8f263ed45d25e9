package io.streamcat.simulation;

import io.streamcat.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server of a simulation: threads that share a clock and die together.
 *
 * <p>Pass its clock, sleeper, executor and task runner to the code under test. Confined to the
 * run's threads.
 */
public final class SimulatedServer {

  private final Scheduler scheduler;
  private final Timeline timeline;
  private final String name;
  private final ServerClock clock;
  private boolean fragile = true;
  private int threads;
  private long stalledUntil;
  private long spent;
  private boolean dead;
  private boolean hasStalled;
  private boolean failedAfterStall;
  private @Nullable Runnable afterKill;

  SimulatedServer(Scheduler scheduler, Timeline timeline, String name, Duration skew) {
    this.scheduler = scheduler;
    this.timeline = timeline;
    this.name = name;
    this.clock = new ServerClock(scheduler, Scheduler.START.plus(skew));
  }

  /** Exempts the server from stalls, kills and interrupts. */
  public SimulatedServer robust() {
    fragile = false;
    return this;
  }

  boolean isFragile() {
    return fragile;
  }

  /**
   * Sets the action after the server is killed, for example the start of another server.
   *
   * @param action the action; it must not reach a point
   */
  public void afterKill(Runnable action) {
    afterKill = action;
  }

  /**
   * Starts a thread.
   *
   * @param body the thread's work; an exception fails the run
   */
  public void start(Runnable body) {
    threads++;
    scheduler.add(this, scheduler.driver(), name + threads, body);
  }

  /**
   * Runs tasks in parallel, each in its own thread, and waits for all of them.
   *
   * <p>An interrupt of the caller, before or during the call, interrupts the tasks.
   *
   * @param tasks the tasks
   * @param <T> the type of their results
   * @return the results in the order of the tasks
   * @throws RuntimeException the first failure in the order of the tasks, once all have ended
   */
  public <T> List<T> all(List<? extends Supplier<T>> tasks) {
    SimulatedThread caller = scheduler.current();
    List<Task<T>> running = new ArrayList<>(tasks.size());
    for (Supplier<T> supplier : tasks) {
      Task<T> task = new Task<>(supplier);
      running.add(task);
      SimulatedThread thread = scheduler.add(this, caller, caller.nextChildName(), task);
      if (Thread.currentThread().isInterrupted()) {
        scheduler.interrupt(thread);
      }
    }
    scheduler.awaitChildren(caller);
    if (dead || scheduler.isAborted()) {
      throw new Unwind();
    }
    List<T> results = new ArrayList<>(tasks.size());
    for (Task<T> task : running) {
      results.add(task.result());
    }
    return results;
  }

  /** A task and its outcome. */
  private static final class Task<T> implements Runnable {
    private final Supplier<T> supplier;
    private @Nullable T value;
    private @Nullable Throwable failure;

    Task(Supplier<T> supplier) {
      this.supplier = supplier;
    }

    @Override
    public void run() {
      try {
        value = supplier.get();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    T result() {
      if (failure instanceof Error e) {
        throw e;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
      return value;
    }
  }

  /**
   * Returns an executor whose tasks run in threads of this server.
   *
   * @return the executor
   */
  public Executor executor() {
    return this::start;
  }

  /**
   * Returns the server's clock. Reading it is a point.
   *
   * @return the clock
   */
  public Clock clock() {
    return clock;
  }

  /**
   * Returns a sleeper that waits in virtual time.
   *
   * @return the sleeper
   */
  public Sleeper sleeper() {
    return duration -> scheduler.sleep(duration.toNanos());
  }

  /**
   * Returns the run to which the server belongs.
   *
   * @return the scheduler
   */
  public Scheduler scheduler() {
    return scheduler;
  }

  /**
   * Returns whether the server was killed.
   *
   * @return true from the kill on
   */
  public boolean isDead() {
    return dead;
  }

  void struckBy(Fault fault) {
    failedAfterStall |= hasStalled;
    hasStalled |= fault == Fault.STALL || fault == Fault.STALL_SENDING;
  }

  /**
   * Returns whether a fault has struck the server after a stall.
   *
   * @return true if a fault has struck it since its first stall
   */
  public boolean hasFailedAfterStall() {
    return failedAfterStall;
  }

  /**
   * Returns the number of times the schedule has interrupted the current thread.
   *
   * @return the number of interrupts since the thread began
   */
  public int interrupts() {
    return scheduler.current().interrupts();
  }

  /**
   * Returns the time for which the current thread has continued since its last interrupt, without
   * stalls and without the time that only other servers have spent.
   *
   * @return nanoseconds of virtual time
   */
  public long sinceInterrupt() {
    SimulatedThread thread = scheduler.current();
    long others = spentByOthers() - thread.spentByOthersAtInterrupt();
    return scheduler.now() - Math.max(thread.interruptedAt() + others, stalledUntil);
  }

  void spend(long nanos) {
    spent += nanos;
  }

  /** Returns the time that the threads of other servers have waited for answers. */
  long spentByOthers() {
    return timeline.spent() - spent;
  }

  long stalledUntil() {
    return stalledUntil;
  }

  void stall(long until) {
    stalledUntil = Math.max(stalledUntil, until);
  }

  void kill() {
    dead = true;
    if (afterKill != null) {
      afterKill.run();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class ServerClock extends Clock {

    private static final long READING_NANOS = 1_000;

    private final Scheduler scheduler;
    private final Instant start;

    ServerClock(Scheduler scheduler, Instant start) {
      this.scheduler = scheduler;
      this.start = start;
    }

    @Override
    public Instant instant() {
      scheduler.point(Point.CLOCK, null);
      // As on a real server, later readings differ.
      scheduler.spend(READING_NANOS);
      return start.plusNanos(scheduler.now());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
