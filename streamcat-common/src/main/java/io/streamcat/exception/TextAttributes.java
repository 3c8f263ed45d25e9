package io.streamcat.exception;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Attributes that an application attaches to tokens, events and messages. AWS limits them to 1 KB.
 */
public final class TextAttributes {

  private static final int MAX_BYTES = 1024;

  private TextAttributes() {}

  /**
   * Checks and copies attributes.
   *
   * @param field the field's name in exceptions
   * @param attributes texts by name
   * @return an unmodifiable copy
   * @throws io.streamcat.exception.InvalidInputException if names and values have more than 1,024
   *     bytes in all, in UTF-8
   */
  public static Map<String, String> checked(String field, Map<String, String> attributes) {
    long bytes = 0;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      bytes += bytes(attribute.getKey()) + (long) bytes(attribute.getValue());
    }
    Check.that(
        bytes <= MAX_BYTES,
        field,
        "at most " + MAX_BYTES + " bytes, names and values together",
        "has " + bytes + " bytes");
    return Map.copyOf(attributes);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
