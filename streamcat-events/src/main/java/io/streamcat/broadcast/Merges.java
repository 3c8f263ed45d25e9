package io.streamcat.broadcast;

import io.streamcat.exception.Check;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The orders in which values are merged, and the limits of stored values. */
final class Merges {

  /** The latest time that all databases can store. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final int REASON = 2000;

  private Merges() {}

  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return merged(a, b, BinaryOperator.minBy(Comparator.naturalOrder()));
  }

  static <T extends Comparable<T>> @Nullable T greater(@Nullable T a, @Nullable T b) {
    return merged(a, b, BinaryOperator.maxBy(Comparator.naturalOrder()));
  }

  /** Merges two values; a missing value changes nothing. */
  static <T> @Nullable T merged(@Nullable T a, @Nullable T b, BinaryOperator<T> merge) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return merge.apply(a, b);
  }

  static void requireId(String field, String value, int max) {
    Check.length(field, value, 1, max);
    Check.characters(field, value, c -> c > ' ' && c < 127, "ASCII without spaces");
  }

  static void requireText(String field, String value, int max) {
    Check.length(field, value, 0, max);
    Check.storable(field, value);
  }

  static @Nullable String reason(@Nullable String value) {
    return shortened(value, REASON);
  }

  /** Returns a text without illegal characters. The text is read by people, so it may be cut. */
  static @Nullable String shortened(@Nullable String value, int max) {
    if (value == null) {
      return null;
    }
    String legal =
        Check.isStorable(value)
            ? value
            : value
                .codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    return legal.codePointCount(0, legal.length()) <= max
        ? legal
        : legal.substring(0, legal.offsetByCodePoints(0, max - 1)) + "…";
  }

  static @Nullable Instant time(String field, @Nullable Instant value) {
    if (value == null) {
      return null;
    }
    Check.that(
        !value.isBefore(Instant.EPOCH) && !value.isAfter(LATEST),
        field,
        "a time from 1970 to 9999",
        "is out of range");
    return value.truncatedTo(ChronoUnit.MICROS);
  }
}
