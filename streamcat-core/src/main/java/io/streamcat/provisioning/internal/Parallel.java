package io.streamcat.provisioning.internal;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A runner of tasks in parallel. */
public final class Parallel {

  private Parallel() {}

  /**
   * Runs all tasks and waits for all of them.
   *
   * <p>The caller works, too: it runs the first task, and every other task that no executor thread
   * has begun. So an executor without a free thread delays the call but never blocks it. An
   * interrupt of the caller interrupts the threads that work for it; a request that was sent is
   * still awaited.
   */
  public static <T> List<T> call(Executor executor, List<? extends Supplier<T>> tasks) {
    List<Task<T>> running = tasks.stream().map(Task<T>::new).toList();
    try {
      running.stream().skip(1).forEach(executor::execute);
    } catch (RuntimeException | Error e) {
      // Rejected, or no thread could be started: the caller runs the remaining tasks.
    }
    running.forEach(Task::run);
    // An abandoned task could still create a resource after its user was rolled back, so all tasks
    // are awaited in any case.
    boolean interrupted = false;
    for (Task<T> task : running) {
      while (!task.isDone()) {
        if (interrupted || Thread.interrupted()) {
          interrupted = true;
          running.forEach(Task::interrupt);
        }
        interrupted |= task.await();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<T> results = new ArrayList<>();
    running.forEach(task -> results.add(task.result()));
    return results;
  }

  /** One task, which the first available thread runs once. */
  private static final class Task<T> implements Runnable {

    private final Supplier<T> work;
    private final Thread caller = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean begun;
    private @Nullable Supplier<T> result;

    Task(Supplier<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (!begin()) {
        return;
      }
      try {
        T value = work.get();
        result = () -> value;
      } catch (Throwable e) {
        // Includes checked exceptions, which code that is not written in Java need not declare.
        result =
            () -> {
              throw unchecked(e);
            };
      } finally {
        end();
      }
    }

    private static RuntimeException unchecked(Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      return e instanceof RuntimeException failure ? failure : new UndeclaredThrowableException(e);
    }

    private synchronized boolean begin() {
      boolean first = !begun;
      begun = true;
      if (first) {
        thread = Thread.currentThread();
      }
      return first;
    }

    private synchronized void end() {
      if (thread != caller) {
        // The interrupt was meant for this task, not for the thread's next one.
        Thread.interrupted();
      }
      thread = null;
      done.countDown();
    }

    /** Interrupts the thread that runs the task, unless the task has ended. */
    synchronized void interrupt() {
      if (thread != null && thread != Thread.currentThread()) {
        thread.interrupt();
      }
    }

    boolean isDone() {
      return done.getCount() == 0;
    }

    /** Waits for the end of the task; returns whether the caller was interrupted meanwhile. */
    boolean await() {
      try {
        done.await();
        return false;
      } catch (InterruptedException e) {
        return true;
      }
    }

    T result() {
      Supplier<T> ended = result;
      if (ended == null) {
        throw new IllegalStateException("the task has not ended");
      }
      return ended.get();
    }
  }
}
