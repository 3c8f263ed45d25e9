package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of a chat client. Immutable.
 *
 * @param requestId the client's id of the request, or an empty string
 * @param members the members of the frame
 */
record ChatRequest(String requestId, Map<String, @Nullable Object> members) {
  private static final int BAD_REQUEST = 400;

  /** Parses a frame, or rejects it. */
  static ChatRequest read(String frame) {
    Map<String, @Nullable Object> members;
    try {
      members = Json.parseObject(frame.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new ChatError(BAD_REQUEST, String.valueOf(e.getMessage()), "");
    }
    return new ChatRequest(members.get("RequestId") instanceof String id ? id : "", members);
  }

  /** Returns a required, non-empty string. */
  String text(String name) {
    if (members.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw error(BAD_REQUEST, name + " must be a string that is not empty");
  }

  /** Returns an optional string, or an empty string. */
  String optionalText(String name) {
    return members.get(name) == null ? "" : text(name);
  }

  /** Returns the attributes, empty if absent. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (members.get("Attributes") instanceof Map<?, ?> given) {
      given.forEach(
          (name, value) -> {
            if (!(value instanceof String text)) {
              throw error(BAD_REQUEST, "Attributes must be strings");
            }
            attributes.put((String) name, text);
          });
    } else if (members.get("Attributes") != null) {
      throw error(BAD_REQUEST, "Attributes must be an object");
    }
    return attributes;
  }

  ChatError error(int code, String message) {
    return new ChatError(code, message, requestId);
  }
}
