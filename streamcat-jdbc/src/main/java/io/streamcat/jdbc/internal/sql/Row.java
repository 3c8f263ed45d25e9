package io.streamcat.jdbc.internal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result, with times as the database stores them.
 *
 * @param result the result, positioned at the row
 * @param database the database
 */
public record Row(ResultSet result, Database database) {

  /** Returns the value of a column that is not null. */
  public String text(String column) throws SQLException {
    return Objects.requireNonNull(result.getString(column), column);
  }

  public @Nullable String nullableText(String column) throws SQLException {
    return result.getString(column);
  }

  public long number(String column) throws SQLException {
    return result.getLong(column);
  }

  /** Returns the value of a column that is not null. */
  public Instant instant(String column) throws SQLException {
    return Objects.requireNonNull(nullableInstant(column), column);
  }

  public @Nullable Instant nullableInstant(String column) throws SQLException {
    return database.getInstant(result, column);
  }
}
