package io.streamcat.emulator.internal.resource;

import io.streamcat.emulator.internal.model.Operation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation.
 *
 * @param operation the operation
 * @param input the present members of the input, without violations
 * @param now the time of the call
 * @param distortion the difference between the current state and the state that the call shows
 */
public record Call(
    Operation operation, Map<String, Object> input, Instant now, Distortion distortion) {
  /** Returns the time whose state a list shows, {@link Store#NOW} unless lists are stale. */
  public Instant asOf() {
    return distortion.listAge().isZero() ? Store.NOW : now.minus(distortion.listAge());
  }

  /** Returns a member that the model requires. */
  public String text(String name) {
    return (String) Objects.requireNonNull(input.get(name), name);
  }

  /** Returns a member, or a default if it is absent. */
  public String text(String name, String otherwise) {
    return (String) input.getOrDefault(name, otherwise);
  }

  /** Returns a member, or a default if it is absent. */
  public int number(String name, int otherwise) {
    return input.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  /** Returns a member, or null if it is absent. */
  public @Nullable Object get(String name) {
    return input.get(name);
  }

  /** Returns a list of strings that the model requires. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String name) {
    return (List<String>) Objects.requireNonNull(input.get(name), name);
  }

  /** Returns a list, empty if it is absent. */
  public List<?> list(String name) {
    return input.get(name) instanceof List<?> list ? list : List.of();
  }

  /** Returns a map of strings, empty if it is absent. */
  @SuppressWarnings("unchecked")
  public Map<String, String> map(String name) {
    return (Map<String, String>) input.getOrDefault(name, Map.of());
  }

  /** Returns a copy of a structure, empty if it is absent. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> structure(String name) {
    return new LinkedHashMap<>((Map<String, Object>) input.getOrDefault(name, Map.of()));
  }

  /** Returns this call with a nested structure as its input. */
  @SuppressWarnings("unchecked")
  public Call within(Object structure) {
    return new Call(operation, (Map<String, Object>) structure, now, distortion);
  }

  /** Returns the present ones of the named members. */
  public Map<String, Object> pick(List<String> names) {
    Map<String, Object> picked = new LinkedHashMap<>();
    for (String name : names) {
      Object value = input.get(name);
      if (value != null) {
        picked.put(name, value);
      }
    }
    return picked;
  }
}
