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

  /** Counts a point, and returns how many there are now. */
  int pass(SimulatedThread thread, Point point) {
    thread.passPoint();
    points++;
    fingerprint = 31 * (31 * fingerprint + thread.hash()) + point.operation().hashCode();
    return points;
  }

  /** Notes a step for people. */
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

  /** Notes a decision that is carried out. */
  void decide(Decision decision) {
    decisions.add(decision);
  }

  List<Fault> faults() {
    return decisions.stream().map(Decision::fault).filter(Objects::nonNull).toList();
  }

  int points() {
    return points;
  }

  /** Returns a number that is equal for equal runs. */
  long fingerprint() {
    return fingerprint;
  }

  List<Decision> decisions() {
    return decisions;
  }
}
