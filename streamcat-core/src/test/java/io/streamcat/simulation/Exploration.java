package io.streamcat.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;

/** A search for decisions under which a scenario fails. Thread safe. */
public final class Exploration {

  private final Bounds bounds;

  /**
   * Creates an exploration.
   *
   * @param bounds the faults to inject
   */
  public Exploration(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Plays random schedules.
   *
   * @param scenarios creates the scenario of a seed
   * @param firstSeed the first seed; the others follow it
   * @param more returns false when no further schedule may begin; called by several threads
   * @return the number of played schedules
   * @throws AssertionError if one fails, with the shrunk schedule in words
   */
  public long random(LongFunction<Scenario> scenarios, long firstSeed, BooleanSupplier more) {
    AtomicLong seeds = new AtomicLong(firstSeed);
    Lanes.work(
        workers ->
            () -> {
              if (!more.getAsBoolean()) {
                return false;
              }
              long seed = seeds.getAndIncrement();
              try {
                check(scenarios.apply(seed), new RandomSchedule(bounds, seed), workers);
              } catch (AssertionError e) {
                throw new AssertionError("With seed " + seed + ": " + e.getMessage(), e);
              }
              return true;
            });
    return seeds.get() - firstSeed;
  }

  /**
   * Plays all schedules with limited numbers of faults and of switches between servers.
   *
   * @param scenario the scenario
   * @param faults the most faults
   * @param switches the most switches
   * @return the number of played schedules
   * @throws AssertionError if one fails, with the shrunk schedule in words
   */
  public long exhaustive(Scenario scenario, int faults, int switches) {
    Queue<List<Decision>> roots = new ConcurrentLinkedQueue<>();
    AtomicLong played = new AtomicLong();
    try (Workers workers = new Workers()) {
      roots.addAll(branch(scenario, List.of(), faults, switches, workers));
      played.incrementAndGet();
    }
    Lanes.work(
        workers -> {
          Deque<List<Decision>> waiting = new ArrayDeque<>();
          return () -> {
            List<Decision> next = waiting.isEmpty() ? roots.poll() : waiting.removeLast();
            if (next == null) {
              return false;
            }
            waiting.addAll(branch(scenario, next, faults, switches, workers));
            played.incrementAndGet();
            return true;
          };
        });
    return played.get();
  }

  /** Plays a schedule and returns those with one more decision. */
  private List<List<Decision>> branch(
      Scenario scenario, List<Decision> prefix, int faults, int switches, Workers workers) {
    long used = prefix.stream().filter(decision -> decision.fault() != null).count();
    BranchingSchedule schedule =
        new BranchingSchedule(bounds, prefix, used < faults, prefix.size() - used < switches);
    check(scenario, schedule, workers);
    List<List<Decision>> longer = new ArrayList<>();
    for (Decision decision : schedule.branches()) {
      List<Decision> decisions = new ArrayList<>(prefix);
      decisions.add(decision);
      longer.add(decisions);
    }
    return longer;
  }

  private static void check(Scenario scenario, Schedule schedule, Workers workers) {
    Run run = Run.of(scenario, schedule, workers);
    if (run.hasFailed()) {
      throw new AssertionError(
          new Counterexample(scenario, run.decisions()).shrunk(workers).report(workers));
    }
  }

  /**
   * Plays one schedule again.
   *
   * @param text the text of a counterexample
   * @param scenarios creates a scenario from its text
   * @throws AssertionError if it fails, with the schedule in words
   */
  public static void replay(String text, Function<String, Scenario> scenarios) {
    Counterexample counterexample =
        new Counterexample(
            scenarios.apply(Counterexample.scenarioOf(text)), Counterexample.decisionsOf(text));
    try (Workers workers = new Workers()) {
      if (counterexample.play(workers).hasFailed()) {
        throw new AssertionError(counterexample.report(workers));
      }
    }
  }
}
