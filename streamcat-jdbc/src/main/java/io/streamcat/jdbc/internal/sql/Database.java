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

/** The supported databases and their differences in SQL. */
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
        "the database '" + product + "' is not supported; use PostgreSQL, MySQL, MariaDB or H2",
        false,
        null);
  }

  /** Returns the folder of the scripts, which is the vendor's name in Spring Boot and Flyway. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a statement can write to several tables. */
  public boolean writesInOneStatement() {
    return this == POSTGRESQL;
  }

  /**
   * Returns a join of users {@code u} with the rows of a kind of resources. With a limit in the
   * subquery, PostgreSQL must use the index for each user, even if its statistics are outdated.
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

  /** Returns whether {@link #selectByKeys} expects the keys as one array. */
  public boolean hasArrays() {
    return this == POSTGRESQL;
  }

  /**
   * Returns a query for rows by their keys.
   *
   * <p>PostgreSQL reuses a plan for an almost empty table, which reads the whole table, until a
   * vacuum notices its growth. With a limit in the subquery, it must use the index for each key.
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
   * Binds a time as UTC, independent of the time zones of this JVM and of the database session. If
   * the type has no zone, the value is the UTC date and time, which no driver converts.
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
