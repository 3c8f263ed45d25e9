package io.streamcat.emulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response before it is written.
 *
 * @param status the status
 * @param headers the headers besides those that every response has
 * @param document what is written as JSON, or null for no body
 */
record Reply(int status, Map<String, String> headers, @Nullable Object document) {
  static Reply json(int status, Object document) {
    return new Reply(status, Map.of(), document);
  }

  static Reply empty(int status) {
    return new Reply(status, Map.of(), null);
  }

  Reply withHeader(String name, String value) {
    return new Reply(status, Map.of(name, value), document);
  }
}
