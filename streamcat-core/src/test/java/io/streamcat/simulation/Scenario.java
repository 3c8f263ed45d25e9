package io.streamcat.simulation;

import java.util.List;

/**
 * A scenario of a run: it builds a world, runs servers in it, and checks the result.
 *
 * <p>Equal scenarios must play equally under equal decisions: randomness only from a seed in the
 * scenario, no real time, and no state outside the run.
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
   * Returns the scenario as text, from which a test can create it again.
   *
   * @return a text without line breaks
   */
  String text();

  /**
   * Returns slightly smaller scenarios, for shrinking when this one fails.
   *
   * @return smaller scenarios, possibly none
   */
  default List<? extends Scenario> smaller() {
    return List.of();
  }
}
