package io.streamcat.aws;

import io.streamcat.error.Check;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and enumerations as AWS spells them. */
public final class AwsNames {

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9-_]*");

  private AwsNames() {}

  /**
   * Checks the name of a channel, room or stage.
   *
   * @param field the name to use in exceptions
   * @param name the name
   * @return the name
   * @throws io.streamcat.error.InvalidInputException unless it is up to 128 characters of {@code
   *     [a-zA-Z0-9-_]}
   */
  public static String check(String field, String name) {
    Check.length(field, name, 0, 128);
    return Check.matches(field, name, LEGAL, "letters a to z, digits, - and _");
  }

  /**
   * Reads a text AWS may leave out.
   *
   * @param text the text, or null
   * @return the text, or the empty text
   */
  public static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Reads a text that AWS leaves out or empty when something is switched off.
   *
   * @param text the text, or null
   * @return the text, or null if it is empty
   */
  public static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /**
   * Reads an enumeration leniently: what AWS adds to it one day must not turn a successful call
   * into a failure.
   *
   * @param type the enumeration
   * @param text the constant's name as AWS spells it, or null
   * @param fallback what to return if there is no such constant
   * @param <E> the enumeration
   * @return the constant
   */
  public static <E extends Enum<E>> E constant(Class<E> type, @Nullable String text, E fallback) {
    if (text != null) {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(text)) {
          return constant;
        }
      }
    }
    return fallback;
  }
}
