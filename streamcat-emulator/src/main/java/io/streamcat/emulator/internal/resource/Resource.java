package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of a resource. A change makes a new version, so that lists can show the past.
 *
 * @param type what it is
 * @param key its ARN, or for a stream its channel's
 * @param parent the key of the resource that it goes with, or null
 * @param order its place in lists: rises with each creation, and with each update of a room
 * @param created when its first version was made
 * @param since when this version was made
 * @param attributes what the API tells about it, by member name, in wire form; immutable
 */
public record Resource(
    ResourceType type,
    String key,
    @Nullable String parent,
    long order,
    Instant created,
    Instant since,
    Map<String, Object> attributes) {

  /**
   * Returns one attribute that every resource of the type has.
   *
   * @param name the member name
   * @return its value
   */
  public Object attribute(String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }

  /**
   * Returns what the resource goes with, which every resource of the type has.
   *
   * @return the key of the parent
   */
  public String parentKey() {
    return Objects.requireNonNull(parent, key);
  }

  /**
   * Returns the name, which need not be unique.
   *
   * @return the name, empty when it has none
   */
  public String name() {
    return (String) attributes.getOrDefault("name", "");
  }

  /**
   * Returns the tags.
   *
   * @return the tags, empty when it has none
   */
  @SuppressWarnings("unchecked")
  public Map<String, String> tags() {
    return (Map<String, String>) attributes.getOrDefault("tags", Map.of());
  }

  /** Makes the first version of a resource. */
  static Resource first(
      ResourceType type,
      String key,
      @Nullable String parent,
      long order,
      Instant now,
      Map<String, Object> attributes) {
    return new Resource(type, key, parent, order, now, now, copy(attributes));
  }

  /** Makes the next version. */
  public Resource next(Map<String, Object> newAttributes, Instant now, long newOrder) {
    return new Resource(type, key, parent, newOrder, created, now, copy(newAttributes));
  }

  private static Map<String, Object> copy(Map<String, Object> attributes) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
