package io.streamcat.jdbc;

import io.streamcat.exception.Check;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the tables.
 *
 * @param schema the schema (in MySQL and MariaDB: the database) of the tables, or null for the
 *     connection's own
 * @param prefix the prefix of each name
 */
public record TableNames(@Nullable String schema, String prefix) {

  private static final String STANDARD_PREFIX = "streamcat_";
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Checks the names. */
  public TableNames {
    if (schema != null) {
      Check.length("schema", schema, 1, 63);
      Check.matches("schema", schema, IDENTIFIER, "letters a to z, digits and _");
    }
    // Index names, the longest names, must not exceed PostgreSQL's 63 characters.
    Check.length("tablePrefix", prefix, 1, 30);
    Check.matches("tablePrefix", prefix, IDENTIFIER, "letters a to z, digits and _");
  }

  /**
   * Returns the standard: {@code streamcat_} in the connection's own schema.
   *
   * @return the standard names
   */
  public static TableNames standard() {
    return new TableNames(null, STANDARD_PREFIX);
  }
}
