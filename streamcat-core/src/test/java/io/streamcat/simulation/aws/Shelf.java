package io.streamcat.simulation.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one type with their history, so that lists and gets can show the past.
 *
 * @param <T> AWS's description of a resource
 */
final class Shelf<T> {

  /** The time of the current state. */
  static final long NOW = Long.MAX_VALUE;

  private final Map<String, Item<T>> present = new LinkedHashMap<>();

  /** The keys of the resources that exist, by the group of each. */
  private final Map<String, Set<String>> groups = new HashMap<>();

  private final Function<T, String> group;
  private final List<Item<T>> gone = new ArrayList<>();

  /** A resource, which exists or has existed. */
  static final class Item<T> {
    private final String key;
    private Version<T> latest;
    private long deleted = NOW;

    Item(String key, Version<T> first) {
      this.key = key;
      this.latest = first;
    }

    String key() {
      return key;
    }

    T value() {
      return latest.value;
    }

    /** Returns the resource's state at a time, or null if the resource did not exist. */
    @Nullable Version<T> at(long time) {
      if (time == NOW) {
        return deleted == NOW ? latest : null;
      }
      if (deleted <= time) {
        return null;
      }
      Version<T> version = latest;
      while (version != null && version.since > time) {
        version = version.before;
      }
      return version;
    }
  }

  /**
   * A past or present state of a resource.
   *
   * @param order the place in lists
   */
  record Version<T>(T value, long since, long order, @Nullable Version<T> before) {}

  Shelf() {
    this(value -> "");
  }

  /**
   * Creates a shelf whose resources are listed by group.
   *
   * @param group returns the group of a resource, which never changes
   */
  Shelf(Function<T, String> group) {
    this.group = group;
  }

  private Set<String> groupOf(T value) {
    return groups.computeIfAbsent(group.apply(value), name -> new LinkedHashSet<>());
  }

  void add(String key, T value, long now, long order) {
    groupOf(value).add(key);
    present.put(key, new Item<>(key, new Version<>(value, now, order, null)));
  }

  /** Changes a resource, which keeps its place in lists. */
  void change(Item<T> item, T value, long now) {
    change(item, value, now, item.latest.order);
  }

  void change(Item<T> item, T value, long now, long order) {
    item.latest = new Version<>(value, now, order, item.latest);
  }

  void remove(Item<T> item, long now) {
    present.remove(item.key);
    groupOf(item.value()).remove(item.key);
    item.deleted = now;
    gone.add(item);
  }

  @Nullable Item<T> find(String key) {
    return present.get(key);
  }

  /** Returns a resource's state at a time, or null if the resource did not exist. */
  @Nullable T find(String key, long time) {
    Item<T> item = present.get(key);
    Version<T> version = item == null ? null : item.at(time);
    if (version == null && time != NOW) {
      for (Item<T> past : gone) {
        if (past.key.equals(key) && past.at(time) != null) {
          version = past.at(time);
        }
      }
    }
    return version == null ? null : version.value;
  }

  int size() {
    return present.size();
  }

  /** Returns the existing resources in the order of creation. */
  List<Item<T>> items() {
    return List.copyOf(present.values());
  }

  /** Returns the resources that existed at a time, in the order of lists. */
  List<Listed<T>> list(long time) {
    return list(present.values(), time, item -> true);
  }

  /** Returns the resources of a group that existed at a time, in the order of lists. */
  List<Listed<T>> list(String name, long time) {
    return list(
        groups.getOrDefault(name, Set.of()).stream().map(present::get).toList(),
        time,
        item -> group.apply(item.value()).equals(name));
  }

  private List<Listed<T>> list(Collection<Item<T>> items, long time, Predicate<Item<T>> isPast) {
    List<Listed<T>> listed = new ArrayList<>(items.size());
    for (Item<T> item : items) {
      addAt(item, time, listed);
    }
    if (time != NOW) {
      for (Item<T> item : gone) {
        if (isPast.test(item)) {
          addAt(item, time, listed);
        }
      }
    }
    listed.sort(Comparator.comparingLong(Listed::order));
    return listed;
  }

  private static <T> void addAt(Item<T> item, long time, List<Listed<T>> listed) {
    Version<T> version = item.at(time);
    if (version != null) {
      listed.add(new Listed<>(item, version));
    }
  }

  /** A resource as a list shows it. */
  record Listed<T>(Item<T> item, Version<T> version) {
    T value() {
      return version.value;
    }

    long order() {
      return version.order;
    }

    /**
     * Returns the resource's state at an earlier time, or null if the resource did not exist then.
     */
    @Nullable T valueAt(long time) {
      Version<T> earlier = version;
      while (earlier != null && time != NOW && earlier.since > time) {
        earlier = earlier.before;
      }
      return earlier == null ? null : earlier.value;
    }
  }
}
