package io.streamcat.aws;

import io.streamcat.exception.Check;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tags of AWS resources: the limits of the API model, and the keys StreamCat sets itself.
 *
 * <p>At most 50 tags; keys of 1 to 128, values of 0 to 256 letters, digits, spaces and {@code
 * _.:/=+-@}.
 */
public final class Tags {

  /** Tag that keeps environments sharing an AWS account apart. */
  public static final String NAMESPACE = "streamcat:namespace";

  /** Tag that names the user a resource belongs to. */
  public static final String USER_ID = "streamcat:user-id";

  /**
   * Tag that holds the key of the record a resource belongs to; it makes a create recognisable when
   * its answer is lost.
   */
  public static final String RECORD = "streamcat:record";

  /** Tag that holds the id of the store in which the resource's record is. */
  public static final String STORE = "streamcat:store";

  /**
   * Tag that holds the time at which a resource was created, in ISO-8601; AWS itself reports it for
   * chat rooms only.
   */
  public static final String CREATED_AT = "streamcat:created-at";

  private static final String OWN_PREFIX = "streamcat:";
  private static final int MAX = 50;
  private static final String SIGNS = "_.:/=+-@";
  private static final String ALPHABET = "letters, digits, spaces and " + SIGNS;

  private Tags() {}

  /**
   * Checks tags, and copies them.
   *
   * @param field the name to use in exceptions
   * @param tags tags by key
   * @return an unmodifiable copy
   * @throws io.streamcat.exception.InvalidInputException if there are more than 50, or one breaks a
   *     limit
   */
  public static Map<String, String> checked(String field, Map<String, String> tags) {
    Check.that(tags.size() <= MAX, field, "at most " + MAX + " tags", "has " + tags.size());
    tags.forEach(
        (key, value) -> {
          Check.length(field + " key", key, 1, 128);
          Check.characters(field + " key", key, Tags::isLegal, ALPHABET);
          String name = field + " '" + key + "'";
          Check.length(name, value, 0, 256);
          Check.characters(name, value, Tags::isLegal, ALPHABET);
        });
    return Map.copyOf(tags);
  }

  private static boolean isLegal(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || SIGNS.indexOf(codePoint) >= 0
        || Character.isSpaceChar(codePoint)
        || isNumber(codePoint);
  }

  /** Numbers that are not digits, such as ½. */
  private static boolean isNumber(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
  }

  /**
   * Copies tags that AWS answered, whatever they are; an entry without a key or a value is left
   * out.
   *
   * @param tags tags by key
   * @return an unmodifiable copy
   */
  public static Map<String, String> copied(Map<String, String> tags) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getKey() != null && tag.getValue() != null)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Adds tags to tags.
   *
   * @param tags the tags to start from
   * @param added the tags to add; they win
   * @return a new map
   */
  public static Map<String, String> merged(Map<String, String> tags, Map<String, String> added) {
    Map<String, String> merged = new LinkedHashMap<>(tags);
    merged.putAll(added);
    return merged;
  }

  /**
   * Adds {@link #RECORD} with a random value, unless the tags have one, so that what a create made
   * can be recognised.
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
   * @return those StreamCat set
   */
  public static Map<String, String> identity(Map<String, String> tags) {
    Map<String, String> identity = new LinkedHashMap<>(tags);
    identity.keySet().removeIf(key -> !key.startsWith(OWN_PREFIX));
    return identity;
  }
}
