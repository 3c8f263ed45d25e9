package io.streamcat.simulation;

import java.util.List;

/**
 * A play for a run: it builds a world, lets servers work in it, and checks what has become of it.
 *
 * <p>Equal scenarios must play equally under equal decisions: no randomness but from a seed that is
 * part of the scenario, no real time, no state outside the run.
 */
public interface Scenario {

  /**
   * Plays the scenario once. Called on several real threads at the same time, each time with
   * another scheduler.
   *
   * @param scheduler the run; a scenario adds servers, starts their threads and runs them
   * @throws AssertionError if a check fails
   */
  void play(Scheduler scheduler);

  /**
   * Returns the scenario as text from which a test can make it again.
   *
   * @return a text without line breaks
   */
  String text();

  /**
   * Returns scenarios that do a little less, to be tried when this one fails.
   *
   * @return smaller scenarios, possibly none
   */
  default List<? extends Scenario> smaller() {
    return List.of();
  }
}
