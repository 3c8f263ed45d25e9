package io.streamcat.event;

import io.streamcat.exception.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object by type. A missing or null field is empty, unless it is required; a
 * field of another type is rejected.
 *
 * @param path the path of the object, with a trailing dot, or an empty text
 * @param values the object
 */
record EventFields(String path, Map<String, @Nullable Object> values) {

  private static final int MOST_DIGITS = 18;
  private static final int SMALLEST_SCALE = 1000;

  String text(String name) {
    Object value = values.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, "text", value);
  }

  String required(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new InvalidInputException(
          path + name, "text", values.containsKey(name) ? "is empty" : "is missing");
    }
    return text;
  }

  /** Returns a number, rounded: AWS may report a bit rate or a duration as a fraction. */
  long number(String name) {
    Object value = values.get(name);
    if (value == null) {
      return 0;
    }
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof BigDecimal number && hasFewDigits(number)) {
      return number.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
    throw wrong(name, "a number of 64 bits", value);
  }

  /**
   * Returns whether rounding is cheap and fits: a short text can be a number of a billion digits.
   */
  private static boolean hasFewDigits(BigDecimal number) {
    return (long) number.precision() - number.scale() <= MOST_DIGITS
        && number.scale() <= SMALLEST_SCALE;
  }

  Duration millis(String name) {
    return Duration.ofMillis(number(name));
  }

  Instant instant(String name, Instant fallback) {
    return text(name).isEmpty() ? fallback : instant(name);
  }

  Instant instant(String name) {
    try {
      return Instant.parse(required(name));
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          path + name, "a time such as 2026-11-23T12:00:00Z", "is not a time");
    }
  }

  List<String> texts(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(name, "a list of texts", value);
    }
    if (!list.stream().allMatch(String.class::isInstance)) {
      throw new InvalidInputException(path + name, "a list of texts", "contains another type");
    }
    return list.stream().map(String::valueOf).toList();
  }

  EventFields object(String name) {
    Object value = values.get(name);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> fields.put(String.valueOf(key), member));
    } else if (value != null) {
      throw wrong(name, "an object", value);
    }
    return new EventFields(path + name + ".", fields);
  }

  private InvalidInputException wrong(String name, String rule, Object value) {
    return new InvalidInputException(path + name, rule, "is " + described(value));
  }

  private static String described(Object value) {
    if (value instanceof String) {
      return "text";
    } else if (value instanceof Boolean) {
      return "true or false";
    } else if (value instanceof Map) {
      return "an object";
    } else if (value instanceof List) {
      return "a list";
    }
    return value instanceof Long ? "a number" : "a fraction or too large";
  }
}
