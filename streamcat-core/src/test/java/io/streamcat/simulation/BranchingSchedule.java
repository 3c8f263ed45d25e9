package io.streamcat.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that repeats given decisions and collects every decision that could follow the last
 * one.
 *
 * <p>Only decisions that can matter are collected. Between two calls of a thread, nothing happens
 * that another thread could see, so a switch there equals a switch at the start of the second call.
 * Threads of one server are not switched, because a random schedule does that.
 */
final class BranchingSchedule implements Schedule {

  private final Bounds bounds;
  private final List<Decision> prefix;
  private final boolean faults;
  private final boolean switches;
  private final List<Decision> branches = new ArrayList<>();
  private int repeated;

  BranchingSchedule(Bounds bounds, List<Decision> prefix, boolean faults, boolean switches) {
    this.bounds = bounds;
    this.prefix = prefix;
    this.faults = faults;
    this.switches = switches;
  }

  @Override
  public @Nullable Decision at(SimulatedThread thread, Point point) {
    if (repeated < prefix.size()) {
      Decision next = prefix.get(repeated);
      if (!next.isAt(thread)) {
        return null;
      }
      repeated++;
      return next;
    }
    if (faults && point.phase() != Point.Phase.CLOCK) {
      for (Fault fault : point.faults()) {
        if (bounds.allow(fault, thread)) {
          branches.add(Decision.inject(thread, fault, bounds.longest(fault)));
        }
      }
    }
    if (switches && point.phase() != Point.Phase.AFTER && point.phase() != Point.Phase.CLOCK) {
      addSwitches(thread, point.phase() == Point.Phase.BLOCKED);
    }
    return null;
  }

  private void addSwitches(SimulatedThread thread, boolean blocked) {
    List<SimulatedThread> others = thread.scheduler().others(thread);
    SimulatedThread otherwise =
        blocked
            ? others.stream().min(Comparator.comparingLong(SimulatedThread::lastRun)).orElse(null)
            : thread;
    for (SimulatedThread other : others) {
      if (other != otherwise && other.server() != thread.server()) {
        branches.add(Decision.switchTo(thread, other));
      }
    }
  }

  /**
   * Returns the decisions that could follow.
   *
   * @throws AssertionError if the given ones could not be repeated
   */
  List<Decision> branches() {
    if (repeated < prefix.size()) {
      throw new AssertionError(
          "the run is not deterministic: it does not reach " + prefix.get(repeated));
    }
    return branches;
  }
}
