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
  private static final int MOST_RULES = 1_000;

  private final Random random;
  private final Duration latency;
  private final Duration jitter;
  private final List<FaultRule> rules = new ArrayList<>();
  private volatile boolean staleLists;

  public FaultInjector(long seed) {
    this(seed, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates an injector without rules.
   *
   * @param latency the time that every request waits, whatever the rules are
   * @param jitter the greatest random time that every request waits in addition
   */
  public FaultInjector(long seed, Duration latency, Duration jitter) {
    random = new Random(seed);
    this.latency = latency;
    this.jitter = jitter;
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
    Objects.requireNonNull(rule, "rule");
    requireRoom(rules.size() + 1);
    rules.add(rule);
    rulesChanged();
  }

  private static void requireRoom(int number) {
    if (number > MOST_RULES) {
      throw new IllegalArgumentException("There can be at most " + MOST_RULES + " rules");
    }
  }

  private void rulesChanged() {
    staleLists = rules.stream().anyMatch(rule -> rule.fault() == Fault.STALE_LIST);
  }

  /** Returns whether a rule exists that makes lists show an earlier state. */
  public boolean hasStaleLists() {
    return staleLists;
  }

  @Override
  public synchronized List<FaultRule> rules() {
    return List.copyOf(rules);
  }

  @Override
  public synchronized void clear() {
    replaceAll(List.of());
  }

  public synchronized void replaceAll(List<FaultRule> replacement) {
    requireRoom(replacement.size());
    rules.clear();
    rules.addAll(replacement);
    rulesChanged();
  }

  public synchronized Decision decide(Operation operation, Map<String, ?> input) {
    Duration wait = latency.plus(random(jitter));
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
        case LATENCY -> wait = wait.plus(rule.delay()).plus(random(rule.jitter()));
        case STALE_LIST -> distortion = distortion.withListAge(rule.delay());
        case SHIFTING_LIST -> distortion = distortion.withShift(random.nextBoolean() ? 1 : -1);
        case NEW_NOT_FOUND -> distortion = distortion.withFoundAge(rule.delay());
        case LATE_TAGS -> distortion = distortion.withTaggedAge(rule.delay());
        case ERROR, ERROR_AFTER, DROP_BEFORE, RESPONSE_LOST, BODY_CUT_OFF, LATE_EFFECT ->
            incident = rule;
      }
      useUp(rule, i);
    }
    return new Decision(wait, distortion, incident);
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

  private void useUp(FaultRule rule, ListIterator<FaultRule> position) {
    if (rule.times() == 1) {
      position.remove();
      rulesChanged();
    } else if (rule.times() > 1) {
      position.set(rule.times(rule.times() - 1));
    }
  }
}
