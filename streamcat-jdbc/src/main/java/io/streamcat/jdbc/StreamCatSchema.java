package io.streamcat.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.internal.sql.Database;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.SqlFailure;
import io.streamcat.jdbc.internal.sql.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The tables of users and broadcasts, and the scripts that create them.
 *
 * <p>The scripts are in the jar under {@code io/streamcat/jdbc/schema/VENDOR}, for {@code
 * postgresql}, {@code mysql}, {@code mariadb} and {@code h2}, with versions in their names as
 * Flyway expects, and plain SQL for other tools. {@link #migrate()} runs them without such a tool.
 * Each script may run again.
 *
 * <p>A library works with every later version of the schema that has the same major version, so
 * servers of two releases can share a database.
 */
public final class StreamCatSchema {

  /** The scripts in order; the number of the last script is the required version. */
  private static final List<String> SCRIPTS = List.of("V1__create_streamcat_tables.sql");

  /**
   * The major version of all scripts; a script that older libraries cannot work with starts another
   * one.
   */
  private static final int MAJOR = 1;

  private static final List<String> UNIQUE_KEYS =
      List.of(
          "uk_streamcat_user_user_id",
          "uk_streamcat_user_username",
          "uk_streamcat_user_idempotency_key",
          "uk_streamcat_channel_arn",
          "uk_streamcat_chat_room_arn",
          "uk_streamcat_stage_arn");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");
  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(?:\\R|$)");
  private static final Version MISSING = new Version(-1, MAJOR);
  private static final String UNDEFINED = "42";

  /** The default time limit of a statement, well below the duration of a lease. */
  static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

  private static final int ATTEMPTS = 10;

  /** The first pause between two attempts; each later one is twice as long, 2.6 s in all. */
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** The time limit of a script: creating an index on a large table may take minutes. */
  private static final Duration SCRIPT_TIMEOUT = Duration.ofMinutes(10);

  private final Transactions transactions;
  private final TableNames tables;

  /**
   * The version of the tables in the database.
   *
   * @param number the number of the last completed script
   * @param major the greatest major version of a script
   */
  private record Version(int number, int major) {}

  private StreamCatSchema(ConnectionSource connections, TableNames tables) {
    this.transactions = new Transactions(connections);
    this.tables = tables;
  }

  /**
   * Returns the schema with the standard table names.
   *
   * @param dataSource the data source
   * @return the schema, present or not
   */
  public static StreamCatSchema of(DataSource dataSource) {
    return of(ConnectionSource.of(dataSource), TableNames.standard());
  }

  /**
   * Returns a schema.
   *
   * @param connections the source of connections
   * @param tables the names of the tables
   * @return the schema, present or not
   */
  public static StreamCatSchema of(ConnectionSource connections, TableNames tables) {
    return new StreamCatSchema(connections, tables);
  }

  /**
   * Checks that the database has the tables, in a version with which this library works and with
   * their unique keys.
   *
   * @throws StorageException if the tables are missing, have another version, or were not created
   *     by the scripts; the message says what to do
   */
  public void check() {
    Version version = version();
    if (version.number() < SCRIPTS.size()) {
      throw new StorageException(
          (version.equals(MISSING)
                  ? "the tables of StreamCat ('"
                      + Sql.named(tables, "streamcat_user")
                      + "' …) are missing"
                  : "the tables of StreamCat are outdated: they have version "
                      + version.number()
                      + ", and version "
                      + SCRIPTS.size()
                      + " is needed")
              + "; call StreamCatSchema.migrate(), or run the scripts in classpath:"
              + scripts(),
          false,
          null);
    }
    requireKnownMajor(version);
    requireUniqueKeys();
  }

  /**
   * Requires the constraints on which each promise of uniqueness rests. A tool that derives tables
   * from entities does not create them, and the scripts change no existing table.
   */
  private void requireUniqueKeys() {
    List<String> missing = new ArrayList<>(UNIQUE_KEYS.stream().map(this::constraint).toList());
    Sql sql = sql(STATEMENT_TIMEOUT);
    String schema = tables.schema();
    String condition =
        schema == null
            ? sql.database().isOwnSchema("TABLE_SCHEMA")
            : "LOWER(TABLE_SCHEMA) = '" + schema.toLowerCase(Locale.ROOT) + "'";
    missing.removeAll(
        transactions.single(
            "read the unique keys",
            c ->
                sql.query(
                    c,
                    row -> row.text("name").toLowerCase(Locale.ROOT),
                    sql.database().uniqueConstraints() + " WHERE " + condition)));
    if (!missing.isEmpty()) {
      throw new StorageException(
          "the tables of StreamCat were not created by its scripts: the unique constraints "
              + String.join(", ", missing)
              + " are missing; drop the tables and run the scripts in classpath:"
              + scripts(),
          false,
          null);
    }
  }

  private String constraint(String name) {
    return Sql.named(tables, name).toLowerCase(Locale.ROOT);
  }

  private static void requireKnownMajor(Version version) {
    if (version.major() > MAJOR) {
      throw new StorageException(
          "the tables of StreamCat have major version "
              + version.major()
              + " of a newer release, and this release requires major version "
              + MAJOR
              + "; update the library",
          false,
          null);
    }
  }

  /**
   * Creates or updates the tables. Several servers may call this at once.
   *
   * @return the number of scripts that were run; 0 if the tables were up to date
   * @throws StorageException if a script fails, or the tables have a newer major version
   */
  public int migrate() {
    int pending = pendingScripts();
    for (int version = SCRIPTS.size() - pending + 1; version <= SCRIPTS.size(); version++) {
      bringTo(version);
    }
    return pending;
  }

  /**
   * Counts the scripts that {@link #migrate()} would run; changes nothing.
   *
   * @return the number of scripts; 0 if the tables are up to date
   * @throws StorageException if the database cannot be reached, or the tables have a newer major
   *     version
   */
  public int pendingScripts() {
    Version found = version();
    requireKnownMajor(found);
    return Math.max(0, SCRIPTS.size() - Math.max(0, found.number()));
  }

  private void bringTo(int version) {
    String script = SCRIPTS.get(version - 1);
    for (int attempt = 1; ; attempt++) {
      try {
        transactions.together("run " + script, c -> run(c, script));
        return;
      } catch (StorageException | SqlFailure.Duplicate e) {
        if (version().number() >= version) {
          // Another server was faster.
          return;
        }
        // Or another server is running the same script, and both conflict at a table or an index.
        if (attempt == ATTEMPTS) {
          throw e instanceof StorageException
              ? e
              : new StorageException("could not run " + script, false, e);
        }
        LockSupport.parkNanos(PAUSE.toNanos() << (attempt - 1));
      }
    }
  }

  /**
   * Returns the folder of the scripts for this database, for tools that run them.
   *
   * @return a folder on the class path, for example {@code io/streamcat/jdbc/schema/postgresql}
   * @throws StorageException if the database cannot be reached or is not supported
   */
  public String scripts() {
    return "io/streamcat/jdbc/schema/" + database().folder();
  }

  private Database database() {
    return transactions.single("connect to the database", Database::of);
  }

  /** Returns the statements of a repository on these tables. */
  Sql sql(Duration statementTimeout) {
    return new Sql(database(), tables, statementTimeout);
  }

  /** Returns the id of the store, which was drawn when the tables were created. */
  String storeId() {
    Sql sql = sql(STATEMENT_TIMEOUT);
    return transactions
        .single(
            "read the id of the store",
            c -> sql.query(c, row -> row.text("id"), "SELECT id FROM streamcat_store"))
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new StorageException(
                    "table '"
                        + Sql.named(tables, "streamcat_store")
                        + "' has no row; run the scripts in classpath:"
                        + scripts()
                        + " again",
                    false,
                    null));
  }

  private Version version() {
    Sql sql = sql(STATEMENT_TIMEOUT);
    try {
      return transactions
          .single(
              "read the version of the schema",
              c ->
                  sql.query(
                      c,
                      row ->
                          new Version(
                              Math.toIntExact(row.number("version")),
                              Math.toIntExact(row.number("major"))),
                      "SELECT COALESCE(MAX(version), 0) AS version, COALESCE(MAX(major), "
                          + MAJOR
                          + ") AS major FROM streamcat_schema"))
          .get(0);
    } catch (StorageException e) {
      if (e.getCause() instanceof SQLException cause
          && cause.getSQLState() != null
          && cause.getSQLState().startsWith(UNDEFINED)) {
        return MISSING;
      }
      throw e;
    }
  }

  private int run(Connection connection, String script) throws SQLException {
    String path = "/io/streamcat/jdbc/schema/" + Database.of(connection).folder() + "/" + script;
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(Math.toIntExact(SCRIPT_TIMEOUT.toSeconds()));
      for (String sql : statements(Sql.named(tables, read(path)))) {
        statement.execute(sql);
      }
    }
    return 1;
  }

  private static List<String> statements(String script) {
    return Stream.of(END_OF_STATEMENT.split(COMMENT.matcher(script).replaceAll("")))
        .map(String::strip)
        .filter(sql -> !sql.isEmpty())
        .toList();
  }

  private static String read(String path) {
    try (InputStream in = StreamCatSchema.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
