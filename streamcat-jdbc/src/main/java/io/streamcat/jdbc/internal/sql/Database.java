package io.streamcat.jdbc.internal.sql;

import io.streamcat.exception.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The supported databases, and the differences of their statements. */
public enum Database {
  POSTGRESQL(true),
  MYSQL(false),
  MARIADB(false),
  H2(true);

  private final boolean timeZones;

  Database(boolean timeZones) {
    this.timeZones = timeZones;
  }

  /**
   * Recognises the database of a connection.
   *
   * @throws StorageException if the database is not supported
   */
  public static Database of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    for (Database database : values()) {
      if (database.name().equalsIgnoreCase(product)) {
        return database;
      }
    }
    throw new StorageException(
        "there is no schema for the database '"
            + product
            + "', only for PostgreSQL, MySQL, MariaDB and H2",
        false,
        null);
  }

  /** The folder of the scripts, as Spring Boot and Flyway name vendors. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a statement can write to several tables. */
  public boolean writesInOneStatement() {
    return this == POSTGRESQL;
  }

  /**
   * A join of users {@code u} with the rows of a kind of resources. A subquery with a limit can
   * only be answered by the index, one user after the other, whatever PostgreSQL takes the tables
   * for.
   */
  public String leftJoin(String table, String alias) {
    return this == POSTGRESQL
        ? " LEFT JOIN LATERAL (SELECT * FROM "
            + table
            + " WHERE record_key = u.record_key LIMIT 1) "
            + alias
            + " ON TRUE"
        : " LEFT JOIN " + table + " " + alias + " ON " + alias + ".record_key = u.record_key";
  }

  /** Returns true if {@link #selectByKeys} takes the keys as one array. */
  public boolean hasArrays() {
    return this == POSTGRESQL;
  }

  /**
   * A query for rows by their keys.
   *
   * <p>PostgreSQL keeps the plan that it made for an almost empty table, which reads all of it,
   * until a vacuum has seen the table grow. A subquery with a limit can only be answered by the
   * index, one key after the other.
   */
  public String selectByKeys(FactTable<?> table, int keys, boolean locked) {
    String key = table.keyColumn();
    String lock = locked ? " FOR UPDATE" : "";
    String select = "SELECT " + table.selected() + " FROM " + table.name() + " WHERE " + key;
    return hasArrays()
        ? "SELECT found.* FROM unnest(CAST(? AS varchar[])) AS wanted (id) CROSS JOIN LATERAL ("
            + select
            + " = wanted.id LIMIT 1"
            + lock
            + ") AS found"
        : FactTable.oneOf(select, keys) + " ORDER BY " + key + lock;
  }

  /**
   * Binds a time as UTC, whatever the time zones of this JVM and of the database session: where the
   * type has no zone, as the UTC date and time themselves, which no driver converts.
   */
  public void setInstant(PreparedStatement statement, int index, Instant time) throws SQLException {
    Instant value = time.truncatedTo(ChronoUnit.MICROS);
    if (timeZones) {
      statement.setObject(index, value.atOffset(ZoneOffset.UTC));
    } else {
      statement.setObject(index, LocalDateTime.ofInstant(value, ZoneOffset.UTC));
    }
  }

  public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
    if (timeZones) {
      OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    }
    LocalDateTime value = row.getObject(column, LocalDateTime.class);
    return value == null ? null : value.toInstant(ZoneOffset.UTC);
  }
}
