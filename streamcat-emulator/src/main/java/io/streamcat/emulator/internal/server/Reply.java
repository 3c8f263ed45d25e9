package io.streamcat.emulator.internal.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response before it is written.
 *
 * @param status the status
 * @param headers the headers in addition to those of every response
 * @param document the value written as JSON, bytes written as they are, or null for no body
 * @param isCutOff whether the connection is closed in the middle of the body
 */
public record Reply(
    int status, Map<String, String> headers, @Nullable Object document, boolean isCutOff) {
  public static Reply json(int status, Object document) {
    return new Reply(status, Map.of(), document, false);
  }

  /** Creates a response with a file as its body. */
  public static Reply file(String type, Map<String, String> headers, byte[] content) {
    return new Reply(200, headers, content, false).withHeader("Content-Type", type);
  }

  static Reply empty(int status) {
    return new Reply(status, Map.of(), null, false);
  }

  Reply withHeader(String name, String value) {
    return withHeaders(Map.of(name, value));
  }

  Reply withHeaders(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Reply(status, Collections.unmodifiableMap(all), document, isCutOff);
  }

  Reply withoutHeader(String name) {
    Map<String, String> rest = new LinkedHashMap<>(headers);
    rest.remove(name);
    return new Reply(status, Collections.unmodifiableMap(rest), document, isCutOff);
  }

  Reply cutOff() {
    return new Reply(status, headers, document, true);
  }
}
