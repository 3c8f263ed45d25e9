package io.streamcat.emulator.internal.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that the account holds, and for a while the versions that no longer exist, so that a
 * stale list can be answered. Nothing that lasts is kept elsewhere: what is put here survives the
 * process if a {@link Journal} is kept. Not thread safe: {@link Transactions} lets one in at a
 * time.
 */
public final class Store {
  /** How long superseded versions are kept; no list can be staler than this. */
  public static final Duration MEMORY = Duration.ofHours(1);

  /** Asks for what exists now, also when the clock has been turned back since it was made. */
  public static final Instant NOW = Instant.MAX;

  private static final String ORDER = "order";

  private final Map<ResourceType, Map<String, Resource>> current =
      new EnumMap<>(ResourceType.class);
  private final Map<String, Map<String, Resource>> children = new HashMap<>();
  private final Deque<Past> past = new ArrayDeque<>();
  private final Map<String, Long> numbers = new TreeMap<>();
  private List<Changes.Change> changes = new ArrayList<>();
  private boolean numbersChanged;

  /** A version that ended. */
  private record Past(Resource resource, Instant until) {
    boolean existedAt(Instant time) {
      return !resource.since().isAfter(time) && until.isAfter(time);
    }
  }

  /** Takes the next place in lists. */
  public long nextOrder() {
    long next = number(ORDER, 0) + 1;
    setNumber(ORDER, next);
    return next;
  }

  /** Returns a number that is kept under a name, or another one if there is none yet. */
  long number(String name, long otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }

  void setNumber(String name, long number) {
    numbers.put(name, number);
    numbersChanged = true;
  }

  /** Adds a resource, or replaces the version of it that exists. */
  public void put(Resource resource) {
    changes.add(new Changes.Change(resource, false));
    Resource replaced = ofType(resource.type()).put(resource.key(), resource);
    if (resource.parent() != null) {
      children
          .computeIfAbsent(resource.parent(), parent -> new LinkedHashMap<>())
          .put(resource.key(), resource);
    }
    if (replaced != null) {
      remember(replaced, resource.since());
    }
  }

  /** Removes a resource that exists; stale lists show it as if it had gone at the given time. */
  public void remove(Resource resource, Instant until) {
    changes.add(new Changes.Change(resource, true));
    ofType(resource.type()).remove(resource.key());
    if (resource.parent() != null) {
      children.computeIfPresent(
          resource.parent(),
          (parent, siblings) -> {
            siblings.remove(resource.key());
            return siblings.isEmpty() ? null : siblings;
          });
    }
    remember(resource, until);
  }

  /** Forgets everything but how far numbers have come, so that none is given twice. */
  void clear() {
    current.clear();
    children.clear();
    past.clear();
    changes.clear();
  }

  /** Takes what has changed since it was last taken, if anything has. */
  Optional<Changes> takeChanges(String by) {
    if (changes.isEmpty() && !numbersChanged) {
      return Optional.empty();
    }
    Changes taken = new Changes(by, changes, Map.copyOf(numbers));
    changes = new ArrayList<>();
    numbersChanged = false;
    return Optional.of(taken);
  }

  State state() {
    return new State(all().toList(), numbers);
  }

  /** Starts from a state, which is nothing that has changed, but for what it does not know. */
  void restore(State state) {
    state.resources().forEach(this::put);
    numbers.putAll(state.numbers());
    changes.clear();
    numbersChanged = !numbers.equals(state.numbers());
  }

  public Optional<Resource> find(ResourceType type, String key) {
    return Optional.ofNullable(ofType(type).get(key));
  }

  /** Finds a resource as it was at a time. */
  public Optional<Resource> find(ResourceType type, String key, Instant asOf) {
    return asOf.equals(NOW)
        ? find(type, key)
        : list(type, asOf).filter(resource -> resource.key().equals(key)).findFirst();
  }

  int count(ResourceType type) {
    return ofType(type).size();
  }

  /** Returns what exists, in the order of creation within a type. */
  public Stream<Resource> all() {
    return current.values().stream().flatMap(resources -> resources.values().stream());
  }

  /** Returns what exists of one type, in the order of creation. */
  public Stream<Resource> all(ResourceType type) {
    return ofType(type).values().stream();
  }

  /** Returns what existed at a time, in no particular order. */
  public Stream<Resource> list(ResourceType type, Instant asOf) {
    Stream<Resource> existing = ofType(type).values().stream();
    if (asOf.equals(NOW)) {
      return existing;
    }
    return Stream.concat(
        existing.filter(resource -> !resource.since().isAfter(asOf)),
        past.stream()
            .filter(version -> version.resource().type() == type && version.existedAt(asOf))
            .map(Past::resource));
  }

  /** Returns what goes with a resource now. */
  public List<Resource> childrenOf(String parent) {
    return List.copyOf(children.getOrDefault(parent, Map.of()).values());
  }

  private Map<String, Resource> ofType(ResourceType type) {
    return current.computeIfAbsent(type, t -> new LinkedHashMap<>());
  }

  private void remember(Resource resource, Instant until) {
    if (!resource.type().isListed()) {
      return;
    }
    Instant forgotten = until.minus(MEMORY);
    while (!past.isEmpty() && past.getFirst().until().isBefore(forgotten)) {
      past.removeFirst();
    }
    past.addLast(new Past(resource, until));
  }
}
