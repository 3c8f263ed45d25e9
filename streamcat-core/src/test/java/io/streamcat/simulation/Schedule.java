package io.streamcat.simulation;

import org.jspecify.annotations.Nullable;

/** A schedule, which decides at each point of a run how to deviate from the default course. */
interface Schedule {

  /**
   * Returns the decision at a point.
   *
   * @param thread the thread that has reached it, whose {@link SimulatedThread#ordinal} is that of
   *     the point
   * @param point the point; if its phase is {@link Point.Phase#BLOCKED}, the thread cannot continue
   *     and a switch selects the next thread instead of the one that has waited longest
   * @return a decision, or null for none
   */
  @Nullable Decision at(SimulatedThread thread, Point point);
}
