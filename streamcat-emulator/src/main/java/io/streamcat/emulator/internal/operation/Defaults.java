package io.streamcat.emulator.internal.operation;

import java.util.LinkedHashMap;
import java.util.Map;

/** The default values of absent request members. */
public final class Defaults {
  private Defaults() {}

  /** Returns the defaults, overridden by the given values, also in nested structures. */
  public static Map<String, Object> merge(Map<?, ?> defaults, Map<?, ?> given) {
    Map<String, Object> merged = new LinkedHashMap<>();
    defaults.forEach((member, value) -> merged.put((String) member, value));
    given.forEach(
        (member, value) ->
            merged.merge(
                (String) member,
                value,
                (before, after) ->
                    before instanceof Map<?, ?> inner && after instanceof Map<?, ?> innerGiven
                        ? merge(inner, innerGiven)
                        : after));
    return merged;
  }
}
