package io.streamcat.jdbc.internal.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts for the rows of a table, and the rows that they have changed.
 *
 * @param <T> the facts of a row
 */
public final class TableFacts<T> {

  private final Map<String, List<Fact<T>>> facts = new TreeMap<>();
  private final Map<String, T> changed = new TreeMap<>();

  /** A fact, which adds to a row or begins one. */
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

  /** Adds the facts to a row, or to none, and notes whether they change it. */
  public @Nullable T addTo(@Nullable T row, String key) {
    T sum = row;
    for (Fact<T> fact : facts.getOrDefault(key, List.of())) {
      sum = fact.addTo(sum);
    }
    if (sum == null || sum.equals(row)) {
      changed.remove(key);
    } else {
      changed.put(key, sum);
    }
    return sum;
  }

  /** The rows as they became, in the order of their keys. */
  public List<T> changed() {
    return List.copyOf(changed.values());
  }
}
