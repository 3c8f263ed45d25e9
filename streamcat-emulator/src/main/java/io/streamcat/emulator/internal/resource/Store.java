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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the account, and the latest of their superseded versions for stale lists. No
 * lasting state is kept elsewhere; a {@link Journal} can store this state beyond the process. Not
 * thread safe: {@link Transactions} serializes access.
 */
public final class Store {
  /** The time for which superseded versions are kept; no list can be staler. */
  public static final Duration MEMORY = Duration.ofHours(1);

  /** The time that stands for the current state, also after the clock was turned back. */
  public static final Instant NOW = Instant.MAX;

  /** The number of superseded versions that are kept while lists are stale. */
  static final int MANY_VERSIONS = 10_000;

  /** The number of superseded versions that are kept in case lists become stale. */
  static final int FEW_VERSIONS = 1_000;

  private static final String ORDER = "order";

  /** The room for children, of which most resources have one. */
  private static final int FEW_CHILDREN = 1;

  private final Map<ResourceType, Map<String, Resource>> current =
      new EnumMap<>(ResourceType.class);
  private final Map<String, Map<String, Resource>> children = new HashMap<>();
  private final Deque<Past> past = new ArrayDeque<>();
  private final Map<String, Long> numbers = new TreeMap<>();
  private List<Changes.Change> changes = new ArrayList<>();
  private boolean numbersChanged;
  private BooleanSupplier staleLists = () -> false;

  /** The reversals of the changes, or null if changes are never undone. */
  private @Nullable Deque<Undo> undos;

  /**
   * The reversal of a change.
   *
   * @param resource the new version, or the removed one
   * @param replaced the replaced version, or null
   * @param place the place of a removed resource among those of its type, or -1
   * @param remembered whether the change added a superseded version
   */
  private record Undo(
      Resource resource, @Nullable Resource replaced, int place, boolean remembered) {}

  /** A superseded version. */
  private record Past(Resource resource, Instant until) {
    boolean existedAt(Instant time) {
      return !resource.since().isAfter(time) && until.isAfter(time);
    }
  }

  /** Sets the condition under which many superseded versions are kept. */
  public void keepManyVersionsIf(BooleanSupplier condition) {
    staleLists = condition;
  }

  /** Records later changes for {@link #undo}. */
  void allowUndo() {
    undos = new ArrayDeque<>();
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
    addToParent(resource);
    boolean remembered = replaced != null && remember(replaced, resource.since());
    if (undos != null) {
      undos.push(new Undo(resource, replaced, -1, remembered));
    }
  }

  private void addToParent(Resource resource) {
    if (resource.parent() != null) {
      children
          .computeIfAbsent(resource.parent(), parent -> new LinkedHashMap<>(FEW_CHILDREN))
          .put(resource.key(), resource);
    }
  }

  /** Removes an existing resource; stale lists show it until the given time. */
  public void remove(Resource resource, Instant until) {
    changes.add(new Changes.Change(resource, true));
    int place = undos == null ? -1 : placeOf(resource);
    ofType(resource.type()).remove(resource.key());
    if (resource.parent() != null) {
      children.computeIfPresent(
          resource.parent(),
          (parent, siblings) -> {
            siblings.remove(resource.key());
            return siblings.isEmpty() ? null : siblings;
          });
    }
    boolean remembered = remember(resource, until);
    if (undos != null) {
      undos.push(new Undo(resource, null, place, remembered));
    }
  }

  private int placeOf(Resource resource) {
    int place = 0;
    for (String key : ofType(resource.type()).keySet()) {
      if (key.equals(resource.key())) {
        return place;
      }
      place++;
    }
    throw new IllegalArgumentException("The removed resource does not exist");
  }

  /**
   * Reverses the changes since the last call of {@link #commit}. Numbers stay, so that no
   * identifier is assigned twice.
   */
  void undo() {
    Deque<Undo> reversed = Objects.requireNonNull(undos);
    while (!reversed.isEmpty()) {
      undo(reversed.pop());
    }
    children.clear();
    all().forEach(this::addToParent);
    changes.clear();
    numbersChanged = true;
  }

  private void undo(Undo undo) {
    Map<String, Resource> sameType = ofType(undo.resource().type());
    if (undo.place() >= 0) {
      List<Resource> ordered = new ArrayList<>(sameType.values());
      ordered.add(undo.place(), undo.resource());
      sameType.clear();
      ordered.forEach(resource -> sameType.put(resource.key(), resource));
    } else if (undo.replaced() != null) {
      sameType.put(undo.resource().key(), undo.replaced());
    } else {
      sameType.remove(undo.resource().key());
    }
    if (undo.remembered()) {
      past.pollLast();
    }
  }

  /** Forgets how to undo the changes until now. */
  void commit() {
    if (undos != null) {
      undos.clear();
    }
  }

  /** Removes everything except the numbers, so that no identifier is assigned twice. */
  void clear() {
    current.clear();
    children.clear();
    past.clear();
    changes.clear();
    commit();
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
    commit();
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
    if (asOf.equals(NOW)) {
      return all(type);
    }
    Map<String, Resource> existed = new LinkedHashMap<>();
    past.stream()
        .filter(version -> version.resource().type() == type && version.existedAt(asOf))
        .forEach(version -> existed.put(version.resource().key(), version.resource()));
    all(type)
        .filter(resource -> !resource.created().isAfter(asOf))
        .forEach(resource -> addUnlessChanged(existed, resource, asOf));
    return existed.values().stream();
  }

  /** Adds the current version, unless it is later and the earlier one is still known. */
  private static void addUnlessChanged(
      Map<String, Resource> existed, Resource resource, Instant asOf) {
    if (resource.since().isAfter(asOf)) {
      existed.putIfAbsent(resource.key(), resource);
    } else {
      existed.put(resource.key(), resource);
    }
  }

  /** Returns the current children of a resource. */
  public List<Resource> childrenOf(String parent) {
    return List.copyOf(children.getOrDefault(parent, Map.of()).values());
  }

  private Map<String, Resource> ofType(ResourceType type) {
    return current.computeIfAbsent(type, t -> new LinkedHashMap<>());
  }

  /** Adds a superseded version, if lists can show it, and forgets old ones. */
  private boolean remember(Resource resource, Instant until) {
    if (!resource.type().isListed()) {
      return false;
    }
    int most = staleLists.getAsBoolean() ? MANY_VERSIONS : FEW_VERSIONS;
    Instant forgotten = until.minus(MEMORY);
    while (past.size() >= most
        || (!past.isEmpty() && past.getFirst().until().isBefore(forgotten))) {
      past.removeFirst();
    }
    past.addLast(new Past(resource, until));
    return true;
  }
}
