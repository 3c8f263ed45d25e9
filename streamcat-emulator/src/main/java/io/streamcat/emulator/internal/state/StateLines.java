package io.streamcat.emulator.internal.state;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.resource.Changes;
import io.streamcat.emulator.internal.resource.Changes.Change;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The format of state files: a header line of JSON, and one line for each change. All types of
 * resources have the same format.
 */
final class StateLines {
  /** The version of the format, and the only one that can be read. */
  static final long VERSION = 1;

  private static final String FORMAT = "streamcat-emulator-state";

  private StateLines() {}

  static byte[] header(Origin origin) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(FORMAT, VERSION);
    line.put("region", origin.region());
    line.put("account", origin.accountId());
    line.put("seed", origin.seed());
    return line(line);
  }

  /** Reads the header line, or throws an exception with the reason why it is not one. */
  static Origin readHeader(byte[] line) throws StateException {
    Map<String, ?> members;
    try {
      members = Json.parseObject(line);
    } catch (JsonException e) {
      throw new StateException("is not a state file of the emulator");
    }
    if (!(members.get(FORMAT) instanceof Long version)) {
      throw new StateException("is not a state file of the emulator");
    }
    if (version != VERSION) {
      throw new StateException(
          String.format(
              Locale.ROOT,
              "has version %d, but this emulator reads only version %d",
              version,
              VERSION));
    }
    if (members.get("region") instanceof String region
        && members.get("account") instanceof String account
        && members.get("seed") instanceof Long seed) {
      return new Origin(region, account, seed);
    }
    throw new StateException("lacks the region, account or seed");
  }

  static byte[] changes(Changes changes) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("by", changes.by());
    line.put("numbers", changes.numbers());
    line.put("changes", changes.changes().stream().map(StateLines::change).toList());
    return line(line);
  }

  private static Map<String, Object> change(Change change) {
    Resource resource = change.resource();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(change.removed() ? "remove" : "put", resource.type().name());
    members.put("key", resource.key());
    if (change.removed()) {
      return members;
    }
    if (resource.parent() != null) {
      members.put("parent", resource.parent());
    }
    members.put("order", resource.order());
    members.put("created", resource.created().toString());
    members.put("since", resource.since().toString());
    members.put("attributes", resource.attributes());
    return members;
  }

  private static byte[] line(Map<String, Object> members) {
    byte[] json = Json.write(members);
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    return line;
  }

  /**
   * Applies the changes of a line.
   *
   * @throws StateException if the line is not valid
   */
  static void apply(byte[] line, StateBuilder state) throws StateException {
    try {
      Map<String, ?> members = Json.parseObject(line);
      for (Object change : list(members.get("changes"))) {
        apply(object(change), state);
      }
      object(members.get("numbers")).forEach((name, number) -> state.number(name, whole(number)));
    } catch (JsonException | ClassCastException | IllegalArgumentException | DateTimeException e) {
      throw new StateException("is damaged");
    }
  }

  private static void apply(Map<String, ?> change, StateBuilder state) {
    String key = text(change.get("key"));
    if (change.get("remove") != null) {
      state.remove(ResourceType.valueOf(text(change.get("remove"))), key);
      return;
    }
    Object parent = change.get("parent");
    state.put(
        new Resource(
            ResourceType.valueOf(text(change.get("put"))),
            key,
            parent == null ? null : text(parent),
            whole(change.get("order")),
            Instant.parse(text(change.get("created"))),
            Instant.parse(text(change.get("since"))),
            object(change.get("attributes"))));
  }

  private static String text(@Nullable Object value) {
    return (String) present(value);
  }

  private static long whole(@Nullable Object value) {
    return (Long) present(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) present(value);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) present(value);
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("A member is missing");
    }
    return value;
  }
}
