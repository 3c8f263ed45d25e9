package io.streamcat.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that repeats given decisions, each at its address; decisions whose address is not
 * reached are ignored.
 */
final class FixedSchedule implements Schedule {

  private final Decision[] decisions;

  FixedSchedule(List<Decision> decisions) {
    this.decisions = decisions.toArray(Decision[]::new);
  }

  @Override
  public @Nullable Decision at(SimulatedThread thread, Point point) {
    for (Decision decision : decisions) {
      if (decision.isAt(thread)) {
        return decision;
      }
    }
    return null;
  }
}
