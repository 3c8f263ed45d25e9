package io.streamcat.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads of a run that have not ended, in the order of their creation. */
final class Roster {

  private final List<SimulatedThread> threads = new ArrayList<>();

  void add(SimulatedThread thread) {
    threads.add(thread);
  }

  void remove(SimulatedThread thread) {
    threads.remove(thread);
  }

  List<SimulatedThread> childrenOf(SimulatedThread parent) {
    List<SimulatedThread> children = new ArrayList<>();
    for (SimulatedThread thread : threads) {
      if (thread.parent() == parent) {
        children.add(thread);
      }
    }
    return children;
  }

  /**
   * Returns the runnable thread that has waited longest, or null if none can run. Threads that
   * unwind come first, because that takes no time.
   */
  @Nullable SimulatedThread first(long now) {
    SimulatedThread first = null;
    for (SimulatedThread thread : threads) {
      if (thread.canRun(now)) {
        if (thread.isDoomed()) {
          return thread;
        }
        if (first == null || thread.lastRun() < first.lastRun()) {
          first = thread;
        }
      }
    }
    return first;
  }

  /** Returns the runnable threads except one. */
  List<SimulatedThread> others(SimulatedThread than, long now) {
    List<SimulatedThread> others = new ArrayList<>(threads.size());
    for (SimulatedThread thread : threads) {
      if (thread != than && thread.canRun(now)) {
        others.add(thread);
      }
    }
    return others;
  }

  /** Returns the thread with a name if it can run, otherwise null. */
  @Nullable SimulatedThread runnable(@Nullable String name, long now) {
    for (SimulatedThread thread : threads) {
      if (thread.name().equals(name)) {
        return thread.canRun(now) ? thread : null;
      }
    }
    return null;
  }

  /**
   * Returns the time at which a waiting thread becomes runnable, {@link Long#MAX_VALUE} for never.
   */
  long nextWakeUp() {
    long next = Long.MAX_VALUE;
    for (SimulatedThread thread : threads) {
      next = Math.min(next, thread.runnableFrom());
    }
    return next;
  }
}
