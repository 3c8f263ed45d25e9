package io.streamcat.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result, with times as the database stores them.
 *
 * @param result positioned at the row
 * @param database the database
 */
record Row(ResultSet result, Database database) {

  /** A column that is not null. */
  String text(String column) throws SQLException {
    return Objects.requireNonNull(result.getString(column), column);
  }

  @Nullable String nullableText(String column) throws SQLException {
    return result.getString(column);
  }

  long number(String column) throws SQLException {
    return result.getLong(column);
  }

  /** A column that is not null. */
  Instant instant(String column) throws SQLException {
    return Objects.requireNonNull(nullableInstant(column), column);
  }

  @Nullable Instant nullableInstant(String column) throws SQLException {
    return database.getInstant(result, column);
  }
}
