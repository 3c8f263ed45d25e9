package io.streamcat.jdbc.internal.sql;

import io.streamcat.exception.Check;

/**
 * The values of lookups, which may be any text that a person typed. A text that no row can contain
 * is not sent to the database: one database would reject it, and the driver of another would
 * replace a character, and find another row.
 */
public final class Lookups {

  /** Longer than every key. Beyond the limits of its packets, MySQL rejects a statement. */
  private static final int LONGEST = 1000;

  private static final char AFTER_ALL_KEYS = '\uffff';

  private Lookups() {}

  /** Returns whether a row can have a key. */
  public static boolean canExist(String key) {
    return key.length() <= LONGEST && Check.isStorable(key);
  }

  /**
   * Returns a text that the database accepts, and that the same rows follow. All keys are ASCII, so
   * the text ends before the first character that is not.
   *
   * @param after a key, or any other text
   */
  public static String cursor(String after) {
    for (int i = 0; i < after.length(); i++) {
      if (i == LONGEST || after.charAt(i) == 0) {
        return after.substring(0, i);
      }
      if (after.charAt(i) > 126) {
        return after.substring(0, i) + AFTER_ALL_KEYS;
      }
    }
    return after;
  }
}
