package io.streamcat.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of playing a scenario once.
 *
 * @param decisions the executed decisions
 * @param failure the failure, or null
 * @param points the number of passed points
 * @param fingerprint equal for equal runs
 */
record Run(List<Decision> decisions, @Nullable Throwable failure, int points, long fingerprint) {

  static Run of(Scenario scenario, Schedule schedule, Workers workers) {
    return of(scenario, schedule, workers, null);
  }

  static Run of(Scenario scenario, Schedule schedule, Workers workers, @Nullable Trace trace) {
    Scheduler scheduler = new Scheduler(schedule, workers, trace);
    Throwable thrown = null;
    try {
      scenario.play(scheduler);
    } catch (Throwable e) {
      thrown = e;
    }
    Throwable failure = scheduler.failure() == null ? thrown : scheduler.failure();
    History history = scheduler.history();
    return new Run(history.decisions(), failure, history.points(), history.fingerprint());
  }

  boolean hasFailed() {
    return failure != null;
  }
}
