package io.streamcat.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws decisions from a seed.
 *
 * <p>Each run has its own character, drawn first: how many faults it has, which kinds, how far they
 * are apart, and how often threads switch. Runs that differ in kind find more than runs that are
 * all average ("swarm testing").
 */
final class RandomSchedule implements Schedule {

  private static final int MOST_FAULTS = 4;

  private final Bounds bounds;
  private final SplittableRandom random;
  private final Set<Fault> kinds;
  private final double meanFaultGap;
  private final double meanSwitchGap;
  private final boolean shufflesWaiting;
  private final boolean interruptsComputing;
  private int faultsLeft;
  private int untilFault;
  private int untilSwitch;

  RandomSchedule(Bounds bounds, long seed) {
    this.bounds = bounds;
    this.random = new SplittableRandom(seed);
    this.faultsLeft = random.nextInt(MOST_FAULTS + 1);
    this.kinds = someOf(bounds.faults());
    this.meanFaultGap = between(3, 100);
    this.meanSwitchGap = random.nextInt(5) == 0 ? Double.MAX_VALUE : between(2, 100);
    this.shufflesWaiting = random.nextBoolean();
    this.interruptsComputing = random.nextInt(4) == 0;
    this.untilFault = gap(meanFaultGap);
    this.untilSwitch = gap(meanSwitchGap);
  }

  /** Draws a number so that small and large ones are equally likely. */
  private double between(double least, double most) {
    return least * Math.pow(most / least, random.nextDouble());
  }

  private int gap(double mean) {
    double gap = -Math.log(1 - random.nextDouble()) * mean;
    return gap > 1_000_000 ? 1_000_000 : 1 + (int) gap;
  }

  private Set<Fault> someOf(Set<Fault> faults) {
    Set<Fault> some = EnumSet.noneOf(Fault.class);
    double share = random.nextBoolean() ? 1 : random.nextDouble();
    for (Fault fault : Fault.values()) {
      if (faults.contains(fault) && random.nextDouble() < share) {
        some.add(fault);
      }
    }
    return some;
  }

  @Override
  public @Nullable Decision at(SimulatedThread thread, Point point) {
    switch (point.phase()) {
      case BLOCKED -> {
        return shufflesWaiting ? switchFrom(thread) : null;
      }
      case CLOCK -> {
        // Without this a run would deviate mostly where only the clock is read.
        if (!interruptsComputing) {
          return null;
        }
      }
      default -> {}
    }
    if (faultsLeft > 0 && --untilFault <= 0) {
      Fault fault = draw(thread, point);
      if (fault != null) {
        faultsLeft--;
        untilFault = gap(meanFaultGap);
        return Decision.inject(thread, fault, bounds.draw(fault, random));
      }
    }
    if (--untilSwitch <= 0) {
      untilSwitch = gap(meanSwitchGap);
      return switchFrom(thread);
    }
    return null;
  }

  private @Nullable Decision switchFrom(SimulatedThread thread) {
    List<SimulatedThread> others = thread.scheduler().others(thread);
    return others.isEmpty()
        ? null
        : Decision.switchTo(thread, others.get(random.nextInt(others.size())));
  }

  private @Nullable Fault draw(SimulatedThread thread, Point point) {
    List<Fault> ofCall = new ArrayList<>();
    List<Fault> ofServer = new ArrayList<>();
    for (Fault fault : point.faults()) {
      if (kinds.contains(fault) && bounds.allow(fault, thread)) {
        (fault.scope() == Fault.Scope.CALL ? ofCall : ofServer).add(fault);
      }
    }
    List<Fault> drawn =
        ofServer.isEmpty() || (!ofCall.isEmpty() && random.nextInt(4) > 0) ? ofCall : ofServer;
    return drawn.isEmpty() ? null : drawn.get(random.nextInt(drawn.size()));
  }
}
