package io.streamcat.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The faults that schedules inject, and their durations. The bounds state the assumptions of the
 * code under test, whose guarantees must hold within these bounds.
 *
 * @param faults the faults that occur
 * @param longestStall the longest stall of a server; longer than a lease
 * @param longestDelay the longest time between a timeout and the late effect of its call
 * @param longestLag the longest time for which lists and gets show the past
 */
public record Bounds(
    Set<Fault> faults, Duration longestStall, Duration longestDelay, Duration longestLag) {

  /** Creates bounds, and copies the faults. */
  public Bounds {
    faults = Set.copyOf(faults);
  }

  /**
   * Returns bounds without some faults.
   *
   * @param excluded the faults that do not occur
   * @return new bounds
   */
  public Bounds without(Fault... excluded) {
    EnumSet<Fault> rest = EnumSet.copyOf(faults);
    rest.removeAll(Set.of(excluded));
    return new Bounds(rest, longestStall, longestDelay, longestLag);
  }

  boolean allow(Fault fault, SimulatedThread thread) {
    return faults.contains(fault)
        && (fault.scope() != Fault.Scope.SERVER || thread.server().isFragile());
  }

  /** Returns the longest time in milliseconds that a fault lasts, 0 if it is not timed. */
  long longest(Fault fault) {
    return switch (fault) {
      case STALL, STALL_SENDING -> longestStall.toMillis();
      case LATE_EFFECT -> longestDelay.toMillis();
      default -> fault.isTimed() ? longestLag.toMillis() : 0;
    };
  }

  /** Draws a time in milliseconds for a fault: the longest in half of the cases. */
  long draw(Fault fault, SplittableRandom random) {
    long longest = longest(fault);
    return longest == 0 || random.nextBoolean() ? longest : random.nextLong(longest) + 1;
  }
}
