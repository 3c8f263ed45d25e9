package io.streamcat.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that draws decisions from a seed.
 *
 * <p>Each run first draws its character: its faults and the frequency of switches. Runs of
 * different characters find more than runs that are all average ("swarm testing"). Each fault then
 * strikes at the n-th possible point, so that faults of rare calls are not rare.
 */
final class RandomSchedule implements Schedule {

  private static final int MOST_FAULTS = 4;
  private static final double MOST_SKIPPED = 60;

  /** Faults whose consequences appear far from their cause. */
  private static final Set<Fault> SUBTLE =
      EnumSet.of(
          Fault.STALL,
          Fault.STALL_SENDING,
          Fault.KILL,
          Fault.INTERRUPT,
          Fault.FAILED,
          Fault.ANSWER_LOST,
          Fault.LATE_EFFECT,
          Fault.STALE_LIST,
          Fault.STALE_GET,
          Fault.LATE_TAGS);

  private static final int WEIGHT_OF_SUBTLE = 4;

  private final Bounds bounds;
  private final SplittableRandom random;
  private final List<Planned> planned = new ArrayList<>();
  private final double meanSwitchGap;
  private final boolean shufflesWaiting;
  private final boolean interruptsComputing;
  private int untilSwitch;

  RandomSchedule(Bounds bounds, long seed) {
    this.bounds = bounds;
    this.random = new SplittableRandom(seed);
    List<Fault> kinds = weighted(bounds.faults());
    for (int n = random.nextInt(MOST_FAULTS + 1); n > 0 && !kinds.isEmpty(); n--) {
      planned.add(
          new Planned(kinds.get(random.nextInt(kinds.size())), (int) between(1, MOST_SKIPPED)));
    }
    this.meanSwitchGap = random.nextInt(5) == 0 ? Double.MAX_VALUE : between(2, 100);
    this.shufflesWaiting = random.nextBoolean();
    this.interruptsComputing = random.nextInt(4) == 0;
    this.untilSwitch = gap(meanSwitchGap);
  }

  /** A fault that strikes at the n-th possible point. */
  private static final class Planned {
    private final Fault fault;
    private int left;

    Planned(Fault fault, int left) {
      this.fault = fault;
      this.left = left;
    }
  }

  private static List<Fault> weighted(Set<Fault> faults) {
    List<Fault> weighted = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (int n = SUBTLE.contains(fault) ? WEIGHT_OF_SUBTLE : 1; n > 0; n--) {
        if (faults.contains(fault)) {
          weighted.add(fault);
        }
      }
    }
    return weighted;
  }

  /** Draws a number of a random magnitude. */
  private double between(double least, double most) {
    return least * Math.pow(most / least, random.nextDouble());
  }

  private int gap(double mean) {
    return (int) Math.min(1_000_000, 1 - Math.log(1 - random.nextDouble()) * mean);
  }

  @Override
  public @Nullable Decision at(SimulatedThread thread, Point point) {
    if (point.phase() == Point.Phase.BLOCKED) {
      return shufflesWaiting ? switchFrom(thread) : null;
    }
    // Otherwise most deviations would occur where only the clock is read.
    if (point.phase() == Point.Phase.CLOCK && !interruptsComputing) {
      return null;
    }
    Fault fault = due(thread, point);
    if (fault != null) {
      return Decision.inject(thread, fault, bounds.draw(fault, random));
    }
    untilSwitch--;
    if (untilSwitch <= 0) {
      untilSwitch = gap(meanSwitchGap);
      return switchFrom(thread);
    }
    return null;
  }

  private @Nullable Fault due(SimulatedThread thread, Point point) {
    for (Iterator<Planned> i = planned.iterator(); i.hasNext(); ) {
      Planned next = i.next();
      if (point.faults().contains(next.fault) && bounds.allow(next.fault, thread)) {
        next.left--;
        if (next.left <= 0) {
          i.remove();
          return next.fault;
        }
      }
    }
    return null;
  }

  private @Nullable Decision switchFrom(SimulatedThread thread) {
    List<SimulatedThread> others = thread.scheduler().others(thread);
    return others.isEmpty()
        ? null
        : Decision.switchTo(thread, others.get(random.nextInt(others.size())));
  }
}
