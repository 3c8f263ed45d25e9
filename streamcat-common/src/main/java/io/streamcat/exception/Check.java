package io.streamcat.exception;

import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks of input. Each check returns the valid value, or throws an {@link InvalidInputException}
 * that names the field, the rule and the problem.
 */
public final class Check {

  private static final int SHOWN = 60;

  private static final Duration YEAR = Duration.ofDays(365);

  private Check() {}

  /**
   * Checks that a value is not null.
   *
   * @param field the field's name
   * @param value the value, or null
   * @param <T> the value's type
   * @return the value
   * @throws InvalidInputException if it is null
   */
  public static <T> T given(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidInputException(field, "given", "is null");
    }
    return value;
  }

  /**
   * Checks the length of a text.
   *
   * @param field the field's name
   * @param value the text
   * @param min the fewest code points allowed
   * @param max the most code points allowed
   * @return the text
   * @throws InvalidInputException if it is shorter or longer
   */
  public static String length(String field, String value, int min, int max) {
    int length = given(field, value).codePointCount(0, value.length());
    if (length < min || length > max) {
      throw new InvalidInputException(
          field, min + " to " + max + " characters", "has " + length + " characters");
    }
    return value;
  }

  /**
   * Checks a whole number.
   *
   * @param field the field's name
   * @param value the number
   * @param min the least value allowed
   * @param max the greatest value allowed
   * @return the number
   * @throws InvalidInputException if it is out of range
   */
  public static long range(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new InvalidInputException(field, min + " to " + max, "is " + value);
    }
    return value;
  }

  /**
   * Checks that a duration is short enough to be added to any time.
   *
   * @param field the field's name
   * @param value the duration
   * @return the duration
   * @throws InvalidInputException if it is null, or longer than 365 days
   */
  public static Duration atMostAYear(String field, Duration value) {
    that(
        given(field, value).compareTo(YEAR) <= 0,
        field,
        "at most " + YEAR.toDays() + " days",
        "is " + value);
    return value;
  }

  /**
   * Checks a timeout or an interval.
   *
   * @param field the field's name
   * @param value the duration
   * @return the duration
   * @throws InvalidInputException if it is null, not positive or longer than 365 days
   */
  public static Duration positiveTime(String field, Duration value) {
    if (given(field, value).isNegative() || value.isZero() || value.compareTo(YEAR) > 0) {
      throw new InvalidInputException(
          field, "positive, and at most " + YEAR.toDays() + " days", "is " + value);
    }
    return value;
  }

  /**
   * Checks that a text matches a pattern as a whole.
   *
   * @param field the field's name
   * @param value the text, shown shortened in the message
   * @param pattern the pattern
   * @param rule the pattern in words
   * @return the text
   * @throws InvalidInputException if it does not match
   */
  public static String matches(String field, String value, Pattern pattern, String rule) {
    if (!pattern.matcher(given(field, value)).matches()) {
      throw broken(field, value, rule);
    }
    return value;
  }

  /**
   * Checks every character of a text. This is faster than a pattern for texts that are read by the
   * million.
   *
   * @param field the field's name
   * @param value the text, shown shortened in the message
   * @param legal the predicate for allowed code points
   * @param rule the predicate in words
   * @return the text
   * @throws InvalidInputException if a code point is not allowed
   */
  public static String characters(String field, String value, IntPredicate legal, String rule) {
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      if (!legal.test(value.codePointAt(i))) {
        throw broken(field, value, rule);
      }
    }
    return value;
  }

  /**
   * Checks that every database can store a text.
   *
   * @param field the field's name
   * @param value the text, not shown in the message
   * @return the text
   * @throws InvalidInputException if it contains NUL or an unpaired surrogate
   */
  public static String storable(String field, String value) {
    that(isStorable(given(field, value)), field, "free of NUL and unpaired surrogates", "has one");
    return value;
  }

  /**
   * Returns whether every database can store a text. PostgreSQL rejects NUL, and the drivers reject
   * unpaired surrogates or replace them.
   *
   * @param value the text
   * @return true if it contains neither NUL nor an unpaired surrogate
   */
  public static boolean isStorable(String value) {
    return value.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  private static InvalidInputException broken(String field, String value, String rule) {
    return new InvalidInputException(field, rule, "is '" + shortened(value) + "'");
  }

  /**
   * Checks any other condition.
   *
   * @param condition the condition that must hold
   * @param field the field's name
   * @param rule the allowed values, in words
   * @param problem the problem with the value, in words
   * @throws InvalidInputException if the condition is false
   */
  public static void that(boolean condition, String field, String rule, String problem) {
    if (!condition) {
      throw new InvalidInputException(field, rule, problem);
    }
  }

  /**
   * Returns whether a character controls a terminal, turns the direction of a text or ends a line.
   *
   * @param codePoint the character
   * @return true for controls, formats, and separators of lines and paragraphs
   */
  public static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String shortened(String value) {
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .limit(SHOWN)
        .map(c -> isInvisible(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return value.codePointCount(0, value.length()) > SHOWN ? shown + "…" : shown.toString();
  }
}
