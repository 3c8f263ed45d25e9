package io.streamcat.emulator.internal.resource;

import java.util.List;
import java.util.Map;

/**
 * The state of an account, without the earlier versions that only stale lists show.
 *
 * @param resources all resources of every type; within a type in the order of creation
 * @param numbers the positions of counters and random sources, by name
 */
public record State(List<Resource> resources, Map<String, Long> numbers) {
  /** The state of an unused account. */
  public static final State EMPTY = new State(List.of(), Map.of());

  /** Copies the collections. */
  public State {
    resources = List.copyOf(resources);
    numbers = Map.copyOf(numbers);
  }
}
