package io.streamcat.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Real threads for one lane of runs, reused from run to run.
 *
 * <p>Guarded by the baton of the run that uses them, except {@link Worker#task}.
 */
final class Workers implements AutoCloseable {

  private final Deque<Worker> idle = new ArrayDeque<>();
  private final List<Worker> all = new ArrayList<>();

  /** Starts a simulated thread on a real one, without waiting for it. */
  void start(SimulatedThread thread) {
    Worker worker = idle.pollLast();
    if (worker == null) {
      worker = new Worker(this, all.size());
      all.add(worker);
      worker.start();
    }
    thread.carriedBy(worker);
    worker.take(thread);
  }

  /** Ends all real threads; no run may use them any more. */
  @Override
  public void close() {
    all.forEach(Worker::shutDown);
  }

  private static final class Worker extends Thread {

    private final Workers workers;
    private volatile @Nullable SimulatedThread task;
    private volatile boolean closed;

    Worker(Workers workers, int number) {
      super("simulation-" + number);
      setDaemon(true);
      this.workers = workers;
    }

    void take(SimulatedThread thread) {
      task = thread;
      LockSupport.unpark(this);
    }

    void shutDown() {
      closed = true;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      while (!closed) {
        SimulatedThread thread = task;
        if (thread == null) {
          LockSupport.park(this);
          continue;
        }
        task = null;
        while (thread != null) {
          thread.carriedBy(this);
          Scheduler scheduler = thread.scheduler();
          scheduler.runToEnd(thread);
          thread = scheduler.nextAfter(thread, () -> workers.idle.addLast(this));
        }
      }
    }
  }
}
