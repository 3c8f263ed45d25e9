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
 * The resources of the account, and for an hour their superseded versions for stale lists. No
 * lasting state is kept elsewhere; a {@link Journal} can store this state beyond the process. Not
 * thread safe: {@link Transactions} serializes access.
 */
public final class Store {
  /** The time for which superseded versions are kept; no list can be staler. */
  public static final Duration MEMORY = Duration.ofHours(1);

  /** The time that stands for the current state, also after the clock was turned back. */
  public static final Instant NOW = Instant.MAX;

  private static final String ORDER = "order";

  private final Map<ResourceType, Map<String, Resource>> current =
      new EnumMap<>(ResourceType.class);
  private final Map<String, Map<String, Resource>> children = new HashMap<>();
  private final Deque<Past> past = new ArrayDeque<>();
  private final Map<String, Long> numbers = new TreeMap<>();
  private List<Changes.Change> changes = new ArrayList<>();
  private boolean numbersChanged;

  /** A superseded version. */
  private record Past(Resource resource, Instant until) {
    boolean existedAt(Instant time) {
      return !resource.since().isAfter(time) && until.isAfter(time);
    }
  }

  /** Returns the next place in lists. */
  public long nextOrder() {
    long next = number(ORDER, 0) + 1;
    setNumber(ORDER, next);
    return next;
  }

  /** Returns the number with a name, or a default if there is none. */
  long number(String name, long otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }

  void setNumber(String name, long number) {
    numbers.put(name, number);
    numbersChanged = true;
  }

  /** Adds a resource, or replaces its current version. */
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

  /** Removes an existing resource; stale lists show it until the given time. */
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

  /** Removes everything except the numbers, so that no identifier is assigned twice. */
  void clear() {
    current.clear();
    children.clear();
    past.clear();
    changes.clear();
  }

  /** Returns the changes since the last call, if any. */
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

  /** Loads a state. Its content does not count as changed, except numbers that the state lacks. */
  void restore(State state) {
    state.resources().forEach(this::put);
    numbers.putAll(state.numbers());
    changes.clear();
    numbersChanged = !numbers.equals(state.numbers());
  }

  public Optional<Resource> find(ResourceType type, String key) {
    return Optional.ofNullable(ofType(type).get(key));
  }

  /** Returns the version of a resource at a time. */
  public Optional<Resource> find(ResourceType type, String key, Instant asOf) {
    return asOf.equals(NOW)
        ? find(type, key)
        : list(type, asOf).filter(resource -> resource.key().equals(key)).findFirst();
  }

  int count(ResourceType type) {
    return ofType(type).size();
  }

  /** Returns all current resources, in the order of creation within a type. */
  public Stream<Resource> all() {
    return current.values().stream().flatMap(resources -> resources.values().stream());
  }

  /** Returns the current resources of one type, in the order of creation. */
  public Stream<Resource> all(ResourceType type) {
    return ofType(type).values().stream();
  }

  /** Returns the resources that existed at a time, in no particular order. */
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

  /** Returns the current children of a resource. */
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
