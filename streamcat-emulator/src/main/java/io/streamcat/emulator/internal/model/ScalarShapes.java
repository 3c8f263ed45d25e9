package io.streamcat.emulator.internal.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of a single value. */
final class ScalarShapes {
  private ScalarShapes() {}

  /**
   * A string.
   *
   * @param min the least number of code points
   * @param max the greatest number of code points
   * @param pattern the pattern of the whole string, or null
   * @param values the allowed values, or empty for any value
   */
  record Text(long min, long max, @Nullable Pattern pattern, List<String> values) implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (!(value instanceof String text)) {
        violations.accept(new Violation(path, "must be a string"));
        return;
      }
      int length = text.codePointCount(0, text.length());
      if (length < min || length > max) {
        violations.accept(new Violation(path, "must have " + range(min, max) + " characters"));
      } else if (!values.isEmpty() && !values.contains(text)) {
        violations.accept(new Violation(path, "must be one of " + values));
      } else if (pattern != null && !pattern.matcher(text).matches()) {
        violations.accept(new Violation(path, "must match " + pattern));
      }
    }
  }

  /**
   * A whole number.
   *
   * @param min the least value
   * @param max the greatest value
   */
  record Whole(long min, long max) implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (value instanceof Long || value instanceof Integer) {
        long number = ((Number) value).longValue();
        if (number < min || number > max) {
          violations.accept(new Violation(path, "must be " + range(min, max)));
        }
      } else {
        violations.accept(new Violation(path, "must be a whole number, " + range(min, max)));
      }
    }
  }

  /**
   * A number with a fraction.
   *
   * @param min the least value
   * @param max the greatest value
   */
  record Decimal(double min, double max) implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (!(value instanceof Number number)) {
        violations.accept(new Violation(path, "must be a number"));
      } else if (number.doubleValue() < min || number.doubleValue() > max) {
        violations.accept(new Violation(path, "must be between " + min + " and " + max));
      }
    }
  }

  /** A boolean. */
  record Flag() implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (!(value instanceof Boolean)) {
        violations.accept(new Violation(path, "must be true or false"));
      }
    }
  }

  /** A point in time, an ISO-8601 string in UTC on the wire. */
  record Time() implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (!(value instanceof String text) || !isInstant(text)) {
        violations.accept(new Violation(path, "must be an ISO-8601 timestamp"));
      }
    }

    private static boolean isInstant(String text) {
      try {
        Instant.parse(text);
        return true;
      } catch (DateTimeParseException e) {
        return false;
      }
    }
  }

  /** Returns a range in words, without unlimited ends. */
  static String range(long min, long max) {
    if (max == Long.MAX_VALUE) {
      return "at least " + min;
    }
    return min == max ? "exactly " + min : "between " + min + " and " + max;
  }
}
