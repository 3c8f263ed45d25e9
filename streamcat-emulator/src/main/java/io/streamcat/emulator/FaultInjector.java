package io.streamcat.emulator;

import io.streamcat.emulator.internal.model.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Decides which faults a request meets. Guarded by its own lock. */
final class FaultInjector implements Faults {
  private final Random random;
  private final List<FaultRule> rules = new ArrayList<>();

  FaultInjector(long seed) {
    random = new Random(seed);
  }

  /**
   * What a request meets.
   *
   * @param latency how long it waits first
   * @param staleness how old the state is that it may see
   * @param rule the rule that keeps it from success, or null
   */
  record Decision(Duration latency, Duration staleness, @Nullable FaultRule rule) {
    boolean is(Fault fault) {
      return rule != null && rule.fault() == fault;
    }
  }

  @Override
  public synchronized void add(FaultRule rule) {
    rules.add(Objects.requireNonNull(rule, "rule"));
  }

  @Override
  public synchronized List<FaultRule> rules() {
    return List.copyOf(rules);
  }

  @Override
  public synchronized void clear() {
    rules.clear();
  }

  synchronized void replaceAll(List<FaultRule> replacement) {
    rules.clear();
    rules.addAll(replacement);
  }

  synchronized Decision decide(Operation operation) {
    Duration latency = Duration.ZERO;
    Duration staleness = Duration.ZERO;
    FaultRule first = null;
    for (ListIterator<FaultRule> i = rules.listIterator(); i.hasNext(); ) {
      FaultRule rule = i.next();
      boolean shadowed =
          first != null && rule.fault() != Fault.LATENCY && rule.fault() != Fault.STALE_LIST;
      if (shadowed || !canMeet(rule, operation) || !happens(rule)) {
        continue;
      }
      switch (rule.fault()) {
        case LATENCY -> latency = latency.plus(rule.delay()).plus(random(rule.jitter()));
        case STALE_LIST -> {
          staleness = rule.delay().compareTo(staleness) > 0 ? rule.delay() : staleness;
        }
        default -> first = rule;
      }
      useUp(rule, i);
    }
    return new Decision(latency, staleness, first);
  }

  private static boolean canMeet(FaultRule rule, Operation operation) {
    return (rule.operation().equals(FaultRule.ANY_OPERATION)
            || rule.operation().equals(operation.name()))
        && (rule.fault() != Fault.STALE_LIST || ListOperations.contains(operation));
  }

  /** Draws nothing for a certain rule, so that adding one does not change the others' luck. */
  private boolean happens(FaultRule rule) {
    return rule.probability() >= 1 || random.nextDouble() < rule.probability();
  }

  private Duration random(Duration most) {
    return most.isZero() ? most : Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
  }

  private static void useUp(FaultRule rule, ListIterator<FaultRule> position) {
    if (rule.times() == 1) {
      position.remove();
    } else if (rule.times() > 1) {
      position.set(rule.times(rule.times() - 1));
    }
  }
}
