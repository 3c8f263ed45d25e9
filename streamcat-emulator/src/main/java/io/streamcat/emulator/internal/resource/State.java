package io.streamcat.emulator.internal.resource;

import java.util.List;
import java.util.Map;

/**
 * All that an account holds, but for the versions of the past that only stale lists show.
 *
 * @param resources everything that exists, of every type; within a type in the order of creation
 * @param numbers how far what counts and what draws has come, by name
 */
public record State(List<Resource> resources, Map<String, Long> numbers) {
  /** The state of an account that nobody has used. */
  public static final State EMPTY = new State(List.of(), Map.of());

  /**
   * Takes copies.
   *
   * @param resources everything that exists
   * @param numbers numbers by name
   */
  public State {
    resources = List.copyOf(resources);
    numbers = Map.copyOf(numbers);
  }
}
