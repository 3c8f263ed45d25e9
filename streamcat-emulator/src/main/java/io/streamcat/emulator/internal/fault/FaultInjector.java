package io.streamcat.emulator.internal.fault;

import io.streamcat.emulator.Fault;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.Faults;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.resource.Distortion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The fault rules, and the decision about each request. Thread safe. */
public final class FaultInjector implements Faults {
  private final Random random;
  private final List<FaultRule> rules = new ArrayList<>();

  public FaultInjector(long seed) {
    random = new Random(seed);
  }

  /**
   * The faults that a request meets.
   *
   * @param latency the time that the request waits first
   * @param distortion the difference between the current state and the visible state
   * @param incident the rule that decides the answer, or null
   */
  public record Decision(Duration latency, Distortion distortion, @Nullable FaultRule incident) {}

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

  public synchronized void replaceAll(List<FaultRule> replacement) {
    rules.clear();
    rules.addAll(replacement);
  }

  public synchronized Decision decide(Operation operation, Map<String, ?> input) {
    Duration latency = Duration.ZERO;
    Distortion distortion = Distortion.NONE;
    FaultRule incident = null;
    for (ListIterator<FaultRule> i = rules.listIterator(); i.hasNext(); ) {
      FaultRule rule = i.next();
      boolean shadowed =
          incident != null
              && FaultDefinition.of(rule.fault()).kind() == FaultDefinition.Kind.INCIDENT;
      if (shadowed || !canMeet(rule, operation, input) || !happens(rule)) {
        continue;
      }
      switch (rule.fault()) {
        case LATENCY -> latency = latency.plus(rule.delay()).plus(random(rule.jitter()));
        case STALE_LIST -> distortion = distortion.withListAge(rule.delay());
        case SHIFTING_LIST -> distortion = distortion.withShift(random.nextBoolean() ? 1 : -1);
        case NEW_NOT_FOUND -> distortion = distortion.withFoundAge(rule.delay());
        case LATE_TAGS -> distortion = distortion.withTaggedAge(rule.delay());
        case ERROR, ERROR_AFTER, DROP_BEFORE, RESPONSE_LOST, BODY_CUT_OFF, LATE_EFFECT ->
            incident = rule;
      }
      useUp(rule, i);
    }
    return new Decision(latency, distortion, incident);
  }

  private static boolean canMeet(FaultRule rule, Operation operation, Map<String, ?> input) {
    return (rule.operation().equals(FaultRule.ANY_OPERATION)
            || rule.operation().equals(operation.name()))
        && FaultDefinition.of(rule.fault()).scope().contains(operation)
        && (rule.fault() != Fault.SHIFTING_LIST || isFollowingPage(input));
  }

  private static boolean isFollowingPage(Map<String, ?> input) {
    return input.get("nextToken") instanceof String token && !token.isEmpty();
  }

  /**
   * Returns whether a rule applies. No random number is drawn for a probability of 1, so that
   * adding such a rule does not affect other rules.
   */
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
