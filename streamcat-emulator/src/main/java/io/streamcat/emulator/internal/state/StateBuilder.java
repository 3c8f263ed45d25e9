package io.streamcat.emulator.internal.state;

import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.State;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Puts a state together from its changes. Not thread safe. */
final class StateBuilder {
  private final Map<ResourceType, Map<String, Resource>> resources =
      new EnumMap<>(ResourceType.class);
  private final Map<String, Long> numbers = new TreeMap<>();

  void put(Resource resource) {
    ofType(resource.type()).put(resource.key(), resource);
  }

  /**
   * Removes what exists.
   *
   * @throws IllegalArgumentException if it does not exist
   */
  void remove(ResourceType type, String key) {
    if (ofType(type).remove(key) == null) {
      throw new IllegalArgumentException("What does not exist cannot be removed");
    }
  }

  void number(String name, long number) {
    numbers.put(name, number);
  }

  private Map<String, Resource> ofType(ResourceType type) {
    return resources.computeIfAbsent(type, t -> new LinkedHashMap<>());
  }

  State build() {
    return new State(
        resources.values().stream().flatMap(all -> all.values().stream()).toList(), numbers);
  }
}
