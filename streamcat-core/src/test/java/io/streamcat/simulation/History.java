package io.streamcat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The course of a run so far. */
final class History {

  private final @Nullable Trace trace;
  private final List<Decision> decisions = new ArrayList<>();
  private int points;
  private long fingerprint;

  History(@Nullable Trace trace) {
    this.trace = trace;
  }

  /** Counts a point and returns the number of points. */
  int pass(SimulatedThread thread, Point point) {
    thread.passPoint();
    points++;
    fingerprint = 31 * (31 * fingerprint + thread.hash()) + point.operation().hashCode();
    return points;
  }

  /** Records a step for the trace. */
  void step(
      long now,
      SimulatedThread thread,
      Point point,
      @Nullable Object subject,
      @Nullable Decision decision) {
    if (trace != null) {
      trace.add(now, thread, point, subject, decision);
    }
  }

  /** Records an executed decision. */
  void decide(Decision decision) {
    decisions.add(decision);
  }

  List<Fault> faults() {
    return decisions.stream().map(Decision::fault).filter(Objects::nonNull).toList();
  }

  int points() {
    return points;
  }

  /** Returns the fingerprint, which is equal for equal runs. */
  long fingerprint() {
    return fingerprint;
  }

  List<Decision> decisions() {
    return decisions;
  }
}
