package io.streamcat.emulator;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that the control API was sent. Immutable.
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

  /** Returns a string that must be there. */
  String text(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a string");
  }

  /** Returns a string, or null when it is not there. */
  @Nullable String optionalText(String name) {
    return has(name) ? text(name) : null;
  }

  /** Returns a choice that must be there. */
  boolean flag(String name) {
    if (members.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(name + " must be true or false");
  }
}
