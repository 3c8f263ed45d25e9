package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for. Immutable.
 *
 * @param requestId what the client calls it, or an empty string
 * @param members all that it says
 */
record ChatRequest(String requestId, Map<String, @Nullable Object> members) {
  private static final int BAD_REQUEST = 400;

  /** Reads a frame, or refuses it. */
  static ChatRequest read(String frame) {
    Map<String, @Nullable Object> members;
    try {
      members = Json.parseObject(frame.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new ChatError(BAD_REQUEST, String.valueOf(e.getMessage()), "");
    }
    return new ChatRequest(members.get("RequestId") instanceof String id ? id : "", members);
  }

  /** Returns a text that must be there. */
  String text(String name) {
    if (members.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw error(BAD_REQUEST, name + " must be a string that is not empty");
  }

  /** Returns a text, or an empty string. */
  String optionalText(String name) {
    return members.get(name) == null ? "" : text(name);
  }

  /** Returns attributes, which need not be there. */
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
