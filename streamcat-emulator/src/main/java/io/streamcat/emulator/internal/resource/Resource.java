package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of a resource. A change creates a new version, so that lists can show an earlier
 * state.
 *
 * @param type the type of the resource
 * @param key its ARN, or for a stream the ARN of its channel
 * @param parent the key of the parent resource, or null
 * @param order the place in lists, which rises with each creation and with each update of a room
 * @param created the creation time of the first version
 * @param since the creation time of this version
 * @param attributes the attributes in the API, by member name, in wire form; immutable
 */
public record Resource(
    ResourceType type,
    String key,
    @Nullable String parent,
    long order,
    Instant created,
    Instant since,
    Map<String, Object> attributes) {

  /** Copies the attributes. */
  public Resource {
    attributes = CompactMap.of(attributes);
  }

  /**
   * Returns an attribute that every resource of the type has.
   *
   * @param name the member name
   * @return its value
   */
  public Object attribute(String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }

  /**
   * Returns the key of the parent, which every resource of the type has.
   *
   * @return the key of the parent
   */
  public String parentKey() {
    return Objects.requireNonNull(parent, key);
  }

  /**
   * Returns the name, which need not be unique.
   *
   * @return the name, empty if there is none
   */
  public String name() {
    return (String) attributes.getOrDefault("name", "");
  }

  /**
   * Returns the tags.
   *
   * @return the tags, empty if there are none
   */
  @SuppressWarnings("unchecked")
  public Map<String, String> tags() {
    return (Map<String, String>) attributes.getOrDefault("tags", Map.of());
  }

  /** Creates the first version of a resource. */
  static Resource first(
      ResourceType type,
      String key,
      @Nullable String parent,
      long order,
      Instant now,
      Map<String, Object> attributes) {
    return new Resource(type, key, parent, order, now, now, attributes);
  }

  /** Creates the next version. */
  public Resource next(Map<String, Object> newAttributes, Instant now, long newOrder) {
    return new Resource(type, key, parent, newOrder, created, now, newAttributes);
  }
}
