package io.streamcat.emulator.internal.fault;

import io.streamcat.emulator.Fault;
import io.streamcat.emulator.FaultRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON form of fault rules in the control API. */
public final class FaultRuleJson {
  private static final Set<String> MEMBERS =
      Set.of("operation", "fault", "error", "times", "probability", "delayMillis", "jitterMillis");

  private FaultRuleJson() {}

  /**
   * Reads one rule or a list of rules.
   *
   * @throws IllegalArgumentException if a rule is not valid; the message names the member
   */
  public static List<FaultRule> read(@Nullable Object document) {
    return document instanceof List<?> list
        ? list.stream().map(FaultRuleJson::rule).toList()
        : List.of(rule(document));
  }

  public static Map<String, Object> write(FaultRule rule) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("operation", rule.operation());
    document.put("fault", rule.fault().name());
    if (rule.error() != null) {
      document.put("error", rule.error());
    }
    document.put("times", rule.times());
    document.put("probability", rule.probability());
    document.put("delayMillis", rule.delay().toMillis());
    document.put("jitterMillis", rule.jitter().toMillis());
    return document;
  }

  private static FaultRule rule(@Nullable Object document) {
    if (!(document instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("A fault rule must be a JSON object");
    }
    for (Object member : map.keySet()) {
      if (!MEMBERS.contains((String) member)) {
        throw new IllegalArgumentException(member + " is not a member of a fault rule");
      }
    }
    Fault fault = fault(map.get("fault"));
    return new FaultRule(
        text(map, "operation"),
        fault,
        map.get("error") == null ? null : text(map, "error"),
        times(map, fault),
        probability(map),
        millis(map, "delayMillis"),
        millis(map, "jitterMillis"));
  }

  private static Fault fault(@Nullable Object value) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "fault must be one of " + Arrays.toString(Fault.values())));
  }

  private static String text(Map<?, ?> map, String name) {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a string");
  }

  private static int times(Map<?, ?> map, Fault fault) {
    if (map.get("times") == null) {
      return FaultDefinition.of(fault).defaultTimes();
    }
    return (int) whole(map, "times", Integer.MAX_VALUE);
  }

  private static double probability(Map<?, ?> map) {
    Object value = map.get("probability");
    if (value == null) {
      return 1;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("probability must be a number");
  }

  private static Duration millis(Map<?, ?> map, String name) {
    return map.get(name) == null
        ? Duration.ZERO
        : Duration.ofMillis(whole(map, name, Integer.MAX_VALUE));
  }

  private static long whole(Map<?, ?> map, String name, long max) {
    if (map.get(name) instanceof Long number && number >= 0 && number <= max) {
      return number;
    }
    throw new IllegalArgumentException(name + " must be a whole number between 0 and " + max);
  }
}
