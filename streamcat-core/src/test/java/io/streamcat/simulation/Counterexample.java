package io.streamcat.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A scenario and the decisions under which it fails.
 *
 * @param scenario the scenario
 * @param decisions the decisions under which it fails
 */
record Counterexample(Scenario scenario, List<Decision> decisions) {

  /** The system property that replays a counterexample instead of searching for one. */
  static final String REPLAY = "streamcat.simulation.replay";

  private static final String SEPARATOR = "/";
  private static final int MOST_LINES = 400;

  /** Formats the value of {@link #REPLAY}. */
  String text() {
    return scenario.text() + SEPARATOR + Decision.format(decisions);
  }

  /** Returns the scenario's part of a text. */
  static String scenarioOf(String text) {
    return text.substring(0, text.lastIndexOf(SEPARATOR));
  }

  /** Returns the decisions of a text. */
  static List<Decision> decisionsOf(String text) {
    return Decision.parse(text.substring(text.lastIndexOf(SEPARATOR) + 1));
  }

  Run play(Workers workers) {
    return Run.of(scenario, new FixedSchedule(decisions), workers);
  }

  /**
   * Returns a minimal counterexample: no decision and no optional part of the scenario can be
   * removed.
   */
  Counterexample shrunk(Workers workers) {
    Predicate<Counterexample> fails = c -> c.play(workers).hasFailed();
    Counterexample best = this;
    Counterexample before;
    do {
      before = best;
      best = withoutDecisions(best, fails);
      for (boolean found = true; found; ) {
        found = false;
        for (Scenario smaller : best.scenario.smaller()) {
          Counterexample candidate = new Counterexample(smaller, best.decisions);
          if (fails.test(candidate)) {
            best = candidate;
            found = true;
            break;
          }
        }
      }
    } while (!best.equals(before));
    return best;
  }

  /** Removes decisions: first half of them together, in the end one by one. */
  private static Counterexample withoutDecisions(
      Counterexample failing, Predicate<Counterexample> fails) {
    Counterexample best = failing;
    for (int size = Math.max(1, best.decisions.size() / 2); size > 0; size /= 2) {
      for (int from = 0; from < best.decisions.size(); ) {
        List<Decision> rest = new ArrayList<>(best.decisions);
        rest.subList(from, Math.min(from + size, rest.size())).clear();
        Counterexample candidate = new Counterexample(best.scenario, rest);
        if (fails.test(candidate)) {
          best = candidate;
        } else {
          from += size;
        }
      }
    }
    return best;
  }

  /** Plays the counterexample again and describes it. */
  String report(Workers workers) {
    Trace trace = new Trace();
    Run run = Run.of(scenario, new FixedSchedule(decisions), workers, trace);
    StringBuilder report = new StringBuilder("A schedule fails.\n\nScenario: ");
    report.append(scenario.text()).append("\nDecisions:\n");
    decisions.stream()
        .sorted(Comparator.comparing(Decision::thread).thenComparing(Decision::ordinal))
        .forEach(
            d ->
                report.append(
                    "  thread %s, point %d: %s%n".formatted(d.thread(), d.ordinal(), d.words())));
    report.append("Steps:\n");
    List<String> lines = trace.lines();
    int skipped = Math.max(0, lines.size() - MOST_LINES);
    if (skipped > 0) {
      report.append("  (").append(skipped).append(" earlier ones omitted)\n");
    }
    lines.subList(skipped, lines.size()).forEach(l -> report.append("  ").append(l).append('\n'));
    report.append("Replay it with: -D").append(REPLAY).append("='").append(text()).append("'\n");
    if (run.failure() == null) {
      report.append("It did not fail again: the scenario is not deterministic.\n");
    } else {
      report.append("Failure: ").append(stackTrace(run.failure()));
    }
    return report.toString();
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
