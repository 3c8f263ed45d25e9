package io.streamcat.jdbc.internal.sql;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of which each row is a sum of facts; the one place that knows its columns.
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

  /** The select list: by name, since a newer release may have added columns. */
  public final String selected() {
    return String.join(", ", columns) + ", version";
  }

  public final String keyColumn() {
    return columns.get(0);
  }

  /** A condition that rows meet with one of so many values in a column. */
  public static String oneOf(String column, int values) {
    return column + " IN (" + String.join(", ", Collections.nCopies(values, "?")) + ")";
  }

  /** The key of a row. */
  public abstract String key(T row);

  /** Returns the values of a row, in the order of the columns. */
  public abstract List<@Nullable Object> values(T row);

  public abstract T read(Row row) throws SQLException;
}
