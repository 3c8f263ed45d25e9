package io.streamcat.emulator.internal.token;

import io.streamcat.emulator.internal.model.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The check of application attributes in tokens, which AWS limits to 1 KB in total. */
public final class TokenAttributes {
  private static final int MAX_BYTES = 1024;

  private TokenAttributes() {}

  /** Rejects attributes whose keys and values exceed the limit in UTF-8. */
  public static void check(Map<?, ?> request) {
    if (request.get("attributes") instanceof Map<?, ?> attributes) {
      int bytes = 0;
      for (Map.Entry<?, ?> entry : attributes.entrySet()) {
        bytes += length(entry.getKey()) + length(entry.getValue());
      }
      if (bytes > MAX_BYTES) {
        throw ApiException.invalid("attributes", "must have at most 1024 bytes in total");
      }
    }
  }

  private static int length(Object text) {
    return ((String) text).getBytes(StandardCharsets.UTF_8).length;
  }
}
