package io.streamcat.aws.internal;

import io.streamcat.exception.Check;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names and enumerations as AWS spells them. */
public final class AwsNames {

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9-_]*");

  private static final Logger log = LoggerFactory.getLogger(AwsNames.class);
  private static final Set<String> UNKNOWN = ConcurrentHashMap.newKeySet();
  private static final int MAX_UNKNOWN = 100;

  private AwsNames() {}

  /**
   * Checks the name of a channel, room or stage.
   *
   * @param field the name to use in exceptions
   * @param name the name
   * @return the name
   * @throws io.streamcat.exception.InvalidInputException unless it is up to 128 characters of
   *     {@code [a-zA-Z0-9-_]}
   */
  public static String check(String field, String name) {
    Check.length(field, name, 0, 128);
    return Check.matches(field, name, LEGAL, "letters a to z, digits, - and _");
  }

  /**
   * Reads a required member of an answer. An answer without it does not come from AWS, but perhaps
   * from a proxy.
   *
   * @param member the member, or null if the answer lacks it
   * @param name the member's name
   * @param <T> the member's type
   * @return the member
   * @throws IllegalStateException if it is null; inside a call that counts as a lost answer
   */
  public static <T> T required(@Nullable T member, String name) {
    if (member == null) {
      throw new IllegalStateException("the answer has no " + name);
    }
    return member;
  }

  /**
   * Reads a list, which AWS never omits, even if it is empty.
   *
   * @param isThere whether the answer contains the list
   * @param list the list
   * @param <T> the type of its elements
   * @return the list
   * @throws IllegalStateException if the answer lacks it; inside a call that counts as a lost
   *     answer
   */
  public static <T> List<T> required(boolean isThere, List<T> list) {
    return required(isThere ? list : null, "list");
  }

  /**
   * Reads a text that AWS may omit.
   *
   * @param text the text, or null
   * @return the text, or the empty text
   */
  public static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Reads a text that AWS omits or leaves empty if a feature is disabled.
   *
   * @param text the text, or null
   * @return the text, or null if it is empty
   */
  public static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /**
   * Reads an enumeration constant leniently: an unknown constant, which AWS may add later, must not
   * turn a successful call into a failure. Each unknown constant is logged once.
   *
   * @param type the enumeration
   * @param text the constant's name as AWS spells it, or null
   * @param fallback the constant to return if there is no such constant
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
      if (!text.isEmpty() && UNKNOWN.size() < MAX_UNKNOWN && UNKNOWN.add(type + text)) {
        log.warn(
            "AWS returned unknown {} {}; reading it as {}", type.getSimpleName(), text, fallback);
      }
    }
    return fallback;
  }
}
