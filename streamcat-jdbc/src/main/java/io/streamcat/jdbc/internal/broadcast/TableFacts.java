package io.streamcat.jdbc.internal.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts for the rows of a table, and the rows that they changed.
 *
 * @param <T> the facts of a row
 */
public final class TableFacts<T> {

  private final Map<String, List<Fact<T>>> facts = new TreeMap<>();
  private final Map<String, Changed<T>> changed = new TreeMap<>();

  /**
   * A row that facts changed.
   *
   * @param before the row before the change, or null if it is new
   * @param after the row after the change
   */
  public record Changed<T>(@Nullable T before, T after) {}

  /** A fact, which changes a row or creates one. */
  @FunctionalInterface
  public interface Fact<T> {
    @Nullable T addTo(@Nullable T row);
  }

  public void add(String key, Fact<T> fact) {
    facts.computeIfAbsent(key, k -> new ArrayList<>()).add(fact);
  }

  public Set<String> keys() {
    return facts.keySet();
  }

  /** Merges the facts into a row, or creates the row, and records whether it changed. */
  public @Nullable T addTo(@Nullable T row, String key) {
    T merged = row;
    for (Fact<T> fact : facts.getOrDefault(key, List.of())) {
      merged = fact.addTo(merged);
    }
    if (merged == null || merged.equals(row)) {
      changed.remove(key);
    } else {
      changed.put(key, new Changed<>(row, merged));
    }
    return merged;
  }

  /** Returns the changed rows, in the order of their keys. */
  public List<Changed<T>> changed() {
    return List.copyOf(changed.values());
  }
}
