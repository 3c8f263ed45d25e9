package io.streamcat.jdbc.internal.sql;

import io.streamcat.exception.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The supported databases and their differences in SQL. */
public enum Database {
  POSTGRESQL(true),
  MYSQL(false),
  MARIADB(false),
  H2(true);

  private static final Set<String> UNSUPPORTED_MODES =
      Set.of("strict", "mssqlserver", "derby", "oracle");

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
    Database named =
        Stream.of(values())
            .filter(database -> database.name().equalsIgnoreCase(product))
            .findFirst()
            .orElseThrow(
                () ->
                    new StorageException(
                        "the database '"
                            + product
                            + "' is not supported; use PostgreSQL, MySQL, MariaDB or H2",
                        false,
                        null));
    return switch (named) {
      case MYSQL, MARIADB -> ofServer(connection);
      case H2 -> requireSupportedSettings(connection);
      case POSTGRESQL -> named;
    };
  }

  private static Database requireSupportedSettings(Connection connection) throws SQLException {
    requireSupportedMode(connection);
    requireImmediateWrites(connection);
    return H2;
  }

  /** Rejects modes without {@code LIMIT}, with one null in a unique column, or without '' texts. */
  private static void requireSupportedMode(Connection connection) throws SQLException {
    String mode =
        ask(
            connection,
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'MODE'");
    if (UNSUPPORTED_MODES.contains(mode.toLowerCase(Locale.ROOT))) {
      throw new StorageException(
          "H2 with MODE="
              + mode
              + " is not supported; use another mode, such as MODE=PostgreSQL or MODE=MySQL",
          false,
          null);
    }
  }

  /**
   * Rejects a file to which commits are written later. H2 stores the setting in the file, but
   * applies only that of the URL when it opens the file. It shows the stored setting first, then
   * the one that is in force.
   */
  private static void requireImmediateWrites(Connection connection) throws SQLException {
    String delay = "0";
    try (Statement statement = connection.createStatement();
        ResultSet shown =
            statement.executeQuery(
                "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                    + " WHERE SETTING_NAME = 'WRITE_DELAY' AND DATABASE_PATH() IS NOT NULL")) {
      while (shown.next()) {
        delay = shown.getString(1);
      }
    }
    if (!delay.equals("0")) {
      throw new StorageException(
          "H2 writes commits to its file "
              + delay
              + " ms later, so a killed process would lose confirmed users; add ;WRITE_DELAY=0 to"
              + " the URL of every connection to the database",
          false,
          null);
    }
  }

  /** Returns the database that the server names: a driver may name its own. */
  private static Database ofServer(Connection connection) throws SQLException {
    return ask(connection, "SELECT VERSION()").toLowerCase(Locale.ROOT).contains("mariadb")
        ? MARIADB
        : MYSQL;
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  /** Returns the folder of the scripts, which is the vendor's name in Spring Boot and Flyway. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a statement can write to several tables. */
  public boolean writesInOneStatement() {
    return this == POSTGRESQL;
  }

  /** Returns a condition for the schemas in which the database looks for tables. */
  public String isOwnSchema(String column) {
    return column
        + switch (this) {
          case POSTGRESQL -> " = ANY (current_schemas(false))";
          case MYSQL, MARIADB -> " = DATABASE()";
          case H2 -> " = CURRENT_SCHEMA";
        };
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
   * Returns a statement that deletes rows with a column below a value, at most a number of them,
   * the lowest first; H2 has no order, and follows the index. Servers that run it at the same time
   * do not wait for each other on PostgreSQL.
   */
  public String deleteOldest(FactTable<?> table, String column) {
    String delete = "DELETE FROM " + table.name() + " WHERE ";
    String old = column + " < ?";
    return switch (this) {
      case POSTGRESQL ->
          delete
              + "ctid = ANY (ARRAY (SELECT ctid FROM "
              + table.name()
              + " WHERE "
              + old
              + " ORDER BY "
              + column
              + " LIMIT ? FOR UPDATE SKIP LOCKED))";
      case MYSQL, MARIADB -> delete + old + " ORDER BY " + column + " LIMIT ?";
      case H2 -> delete + old + " FETCH FIRST ? ROWS ONLY";
    };
  }

  /**
   * Returns a statement that inserts a row, or replaces the row with the same key. Its values are
   * those of the key, followed by the others.
   */
  public String upsert(String table, List<String> key, List<String> others) {
    List<String> all = Stream.concat(key.stream(), others.stream()).toList();
    String columns = "(" + String.join(", ", all) + ")";
    String values = " VALUES (" + String.join(", ", Collections.nCopies(all.size(), "?")) + ")";
    String keyColumns = "(" + String.join(", ", key) + ")";
    String insert = "INSERT INTO " + table + " " + columns + values;
    return switch (this) {
      case POSTGRESQL ->
          insert
              + " ON CONFLICT "
              + keyColumns
              + " DO UPDATE SET "
              + assignments(others, "EXCLUDED.%s");
      case MYSQL, MARIADB ->
          insert + " ON DUPLICATE KEY UPDATE " + assignments(others, "VALUES(%s)");
      case H2 -> "MERGE INTO " + table + " " + columns + " KEY " + keyColumns + values;
    };
  }

  private static String assignments(List<String> columns, String value) {
    return columns.stream()
        .map(column -> column + " = " + value.formatted(column))
        .collect(Collectors.joining(", "));
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

  /**
   * Returns a query for the names of unique constraints, to which a condition on {@code
   * TABLE_SCHEMA} can be added.
   */
  public String uniqueConstraints() {
    // PostgreSQL's INFORMATION_SCHEMA shows only tables that the account may change.
    String constraints =
        this == POSTGRESQL
            ? "SELECT n.nspname AS TABLE_SCHEMA, c.conname AS CONSTRAINT_NAME FROM"
                + " pg_catalog.pg_constraint c JOIN pg_catalog.pg_namespace n ON n.oid ="
                + " c.connamespace WHERE c.contype = 'u'"
            : "SELECT TABLE_SCHEMA, CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                + " WHERE CONSTRAINT_TYPE = 'UNIQUE'";
    return "SELECT CONSTRAINT_NAME AS name FROM (" + constraints + ") k";
  }
}
