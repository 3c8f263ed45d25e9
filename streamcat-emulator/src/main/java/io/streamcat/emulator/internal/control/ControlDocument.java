package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object sent to the control API. Immutable.
 *
 * @param members its members
 */
record ControlDocument(Map<String, @Nullable Object> members) {
  static ControlDocument read(byte[] body) throws JsonException {
    return new ControlDocument(Json.parseObject(body));
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  /** Returns a required string. */
  String text(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a string");
  }

  /** Returns an optional string, or null if absent. */
  @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  /** Returns a required boolean. */
  boolean flag(String name) {
    if (members.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(name + " must be true or false");
  }

  /** Returns a number, or a default if absent. */
  double number(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (members.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(name + " must be a number");
  }

  /** Returns a whole number, or a default if absent. */
  long whole(String name, long otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (members.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException(name + " must be a whole number");
  }

  /** Returns an object without nulls, empty if absent. */
  Map<String, Object> object(String name) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (members.get(name) instanceof Map<?, ?> given) {
      given.forEach(
          (member, value) -> {
            if (value != null) {
              object.put((String) member, value);
            }
          });
    } else if (has(name)) {
      throw new IllegalArgumentException(name + " must be an object");
    }
    return object;
  }

  /** Rejects unknown members. */
  ControlDocument only(String... names) {
    for (String member : members.keySet()) {
      if (!List.of(names).contains(member)) {
        throw new IllegalArgumentException(member + " must be one of " + List.of(names));
      }
    }
    return this;
  }
}
