package io.streamcat.emulator.internal.state;

import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.State;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A builder that applies changes to a state. Not thread safe. */
final class StateBuilder {
  private final Map<ResourceType, Map<String, Resource>> resources =
      new EnumMap<>(ResourceType.class);
  private final Map<String, Long> numbers = new TreeMap<>();

  void put(Resource resource) {
    ofType(resource.type()).put(resource.key(), resource);
  }

  /**
   * Removes a resource.
   *
   * @throws IllegalArgumentException if the resource does not exist
   */
  void remove(ResourceType type, String key) {
    if (ofType(type).remove(key) == null) {
      throw new IllegalArgumentException("The removed resource does not exist");
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
