package io.streamcat.aws.internal;

import io.streamcat.exception.Check;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tags of AWS resources: the limits of the API model, and the keys StreamCat sets itself.
 *
 * <p>At most 50 tags; keys of 1 to 128, values of 0 to 256 letters, digits, spaces and {@code
 * _.:/=+-@}.
 */
public final class Tags {

  /** The tag with the namespace, which separates environments that share an AWS account. */
  public static final String NAMESPACE = "streamcat:namespace";

  /** The tag with the id of the user to whom a resource belongs. */
  public static final String USER_ID = "streamcat:user-id";

  /**
   * The tag with the key of the record to which a resource belongs; it identifies the resource of a
   * create whose answer was lost.
   */
  public static final String RECORD = "streamcat:record";

  /** The tag with the id of the store that contains the resource's record. */
  public static final String STORE = "streamcat:store";

  /**
   * The tag with the time at which a resource was created, in ISO-8601; AWS itself reports it for
   * chat rooms only.
   */
  public static final String CREATED_AT = "streamcat:created-at";

  /**
   * The tag with the time at which a resource that existed before was adopted, in ISO-8601; such a
   * resource has no {@link #CREATED_AT}.
   */
  public static final String ADOPTED_AT = "streamcat:adopted-at";

  /** All tags that StreamCat sets. */
  public static final Set<String> OWN =
      Set.of(NAMESPACE, USER_ID, RECORD, STORE, CREATED_AT, ADOPTED_AT);

  /** The most tags of a resource. */
  public static final int MAX = 50;

  private static final String OWN_PREFIX = "streamcat:";
  private static final int LONGEST_KEY = 128;
  private static final String SIGNS = "_.:/=+-@";
  private static final String ALPHABET = "letters, digits, spaces and " + SIGNS;

  private Tags() {}

  /**
   * Checks and copies tags.
   *
   * @param field the name to use in exceptions
   * @param tags tags by key
   * @return an unmodifiable copy
   * @throws io.streamcat.exception.InvalidInputException if there are more than 50 tags, or a tag
   *     breaks a limit
   */
  public static Map<String, String> checked(String field, Map<String, String> tags) {
    Check.that(
        Check.given(field, tags).size() <= MAX,
        field,
        "at most " + MAX + " tags",
        "has " + tags.size());
    tags.forEach(
        (key, value) -> {
          if (!isPlain(key) || !isPlain(value)) {
            check(field, key, value);
          }
        });
    return Map.copyOf(tags);
  }

  /** Returns whether a key or value is certainly legal, so that no message must be prepared. */
  private static boolean isPlain(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_KEY) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isLegal(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static void check(String field, String key, String value) {
    Check.length(field + " key", key, 1, LONGEST_KEY);
    Check.characters(field + " key", key, Tags::isLegal, ALPHABET);
    String name = field + " '" + key + "'";
    Check.length(name, value, 0, 256);
    Check.characters(name, value, Tags::isLegal, ALPHABET);
  }

  private static boolean isLegal(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || SIGNS.indexOf(codePoint) >= 0
        || Character.isSpaceChar(codePoint)
        || isNumber(codePoint);
  }

  /** Number characters that are not digits, such as ½. */
  private static boolean isNumber(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
  }

  /**
   * Copies the tags of an answer of AWS without checks; an entry without a key or a value is
   * omitted.
   *
   * @param tags tags by key
   * @return an unmodifiable copy
   */
  public static Map<String, String> copied(Map<String, String> tags) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getKey() == null || tag.getValue() == null) {
        Map<String, String> copy = new HashMap<>(tags);
        copy.remove(null);
        copy.values().removeIf(Objects::isNull);
        return Map.copyOf(copy);
      }
    }
    return Map.copyOf(tags);
  }

  /**
   * Merges tags.
   *
   * @param tags the tags to start from
   * @param added the tags to add; they replace tags of the same key
   * @return all tags; perhaps one of the two maps
   */
  public static Map<String, String> merged(Map<String, String> tags, Map<String, String> added) {
    if (tags.isEmpty()) {
      return added;
    }
    Map<String, String> merged = new LinkedHashMap<>(tags);
    merged.putAll(added);
    return merged;
  }

  /**
   * Adds {@link #RECORD} with a random value, unless the tags have one, so that the resource of a
   * create can be recognised.
   *
   * @param tags tags by key
   * @return the tags with a record
   */
  public static Map<String, String> withRecord(Map<String, String> tags) {
    return tags.containsKey(RECORD)
        ? tags
        : merged(tags, Map.of(RECORD, UUID.randomUUID().toString()));
  }

  /**
   * Selects the tags that identify a create.
   *
   * @param tags tags by key
   * @return the tags that StreamCat sets
   */
  public static Map<String, String> identity(Map<String, String> tags) {
    Map<String, String> identity = new LinkedHashMap<>(tags);
    identity.keySet().removeIf(key -> !key.startsWith(OWN_PREFIX));
    return identity;
  }
}
