package io.streamcat.jdbc.internal.sql;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are merged facts; the only class that knows its columns.
 *
 * @param <T> the facts of a row
 */
public abstract class FactTable<T> {

  private final String name;
  private final List<String> columns;

  /**
   * Describes a table.
   *
   * @param columns all but the version, the key first
   */
  public FactTable(String name, String... columns) {
    this.name = name;
    this.columns = List.of(columns);
  }

  public final String name() {
    return name;
  }

  public final List<String> columns() {
    return columns;
  }

  /** Returns the select list, by name, because a newer release may have added columns. */
  public final String selected() {
    return String.join(", ", columns) + ", version";
  }

  public final String keyColumn() {
    return columns.get(0);
  }

  /** Returns a condition for rows with one of several values in a column. */
  public static String oneOf(String column, int values) {
    return column + " IN (" + String.join(", ", Collections.nCopies(values, "?")) + ")";
  }

  /** Returns the key of a row. */
  public abstract String key(T row);

  /** Returns the values of a row, in the order of the columns. */
  public abstract List<@Nullable Object> values(T row);

  public abstract T read(Row row) throws SQLException;
}
