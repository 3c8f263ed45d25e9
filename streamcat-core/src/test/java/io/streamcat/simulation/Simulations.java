package io.streamcat.simulation;

import java.util.function.Consumer;

/** A player of single runs for tests of the simulation itself. */
public final class Simulations {

  private Simulations() {}

  /**
   * Plays a scenario once.
   *
   * @param decisions decisions as {@link Decision#parse} reads them
   * @param body the scenario
   * @throws AssertionError if the run fails
   */
  public static void play(String decisions, Consumer<Scheduler> body) {
    try (Workers workers = new Workers()) {
      Run run = run(decisions, body, workers);
      if (run.hasFailed()) {
        throw new AssertionError(run.failure());
      }
    }
  }

  static Run run(String decisions, Consumer<Scheduler> body, Workers workers) {
    return Run.of(scenario(body), new FixedSchedule(Decision.parse(decisions)), workers);
  }

  static Scenario scenario(Consumer<Scheduler> body) {
    return new Scenario() {
      @Override
      public void play(Scheduler scheduler) {
        body.accept(scheduler);
      }

      @Override
      public String text() {
        return "test";
      }
    };
  }
}
