package io.streamcat.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The tables of users and broadcasts, and the scripts that create them.
 *
 * <p>The scripts are in the jar under {@code db/streamcat/VENDOR}, for {@code postgresql}, {@code
 * mysql}, {@code mariadb} and {@code h2}, versioned as Flyway expects and plain SQL for anything
 * else. {@link #migrate()} runs them where no such tool is used.
 */
public final class StreamCatSchema {

  /** The scripts in order; the last one's number is the version the code needs. */
  private static final List<String> SCRIPTS =
      List.of("V1__create_streamcat_tables.sql", "V2__create_broadcast_tables.sql");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");
  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(?:\\R|$)");
  private static final int MISSING = -1;
  private static final String UNDEFINED = "42";

  private final Transactions transactions;
  private final TableNames tables;

  private StreamCatSchema(ConnectionSource connections, TableNames tables) {
    this.transactions = new Transactions(connections);
    this.tables = tables;
  }

  /**
   * Looks at the schema with the standard table names.
   *
   * @param dataSource where connections come from
   * @return the schema, present or not
   */
  public static StreamCatSchema of(DataSource dataSource) {
    return of(ConnectionSource.of(dataSource), TableNames.standard());
  }

  /**
   * Looks at a schema.
   *
   * @param connections where connections come from
   * @param tables what the tables are called
   * @return the schema, present or not
   */
  public static StreamCatSchema of(ConnectionSource connections, TableNames tables) {
    return new StreamCatSchema(connections, tables);
  }

  /**
   * Checks that the tables are there, in the version this code needs.
   *
   * @throws StorageException if they are not; says what to do
   */
  public void check() {
    int version = version();
    if (version < SCRIPTS.size()) {
      throw new StorageException(
          (version == MISSING
                  ? "the tables of StreamCat ('" + tables.in("streamcat_user") + "' …) are missing"
                  : "the tables of StreamCat are outdated: they have version "
                      + version
                      + ", and version "
                      + SCRIPTS.size()
                      + " is needed")
              + "; call StreamCatSchema.migrate(), or run the scripts in classpath:"
              + scripts(),
          false,
          null);
    }
    if (version > SCRIPTS.size()) {
      throw new StorageException(
          "the tables of StreamCat have version "
              + version
              + ", made by a newer release than this, which knows version "
              + SCRIPTS.size(),
          false,
          null);
    }
  }

  /**
   * Creates the tables, or brings them up to date. Several servers may do so at once.
   *
   * @return how many scripts were run; 0 if the tables were up to date
   * @throws StorageException if a script fails
   */
  public int migrate() {
    int before = Math.max(0, version());
    for (int version = before + 1; version <= SCRIPTS.size(); version++) {
      bringTo(version);
    }
    return SCRIPTS.size() - before;
  }

  private void bringTo(int version) {
    String script = SCRIPTS.get(version - 1);
    for (int attempt = 1; ; attempt++) {
      try {
        transactions.together("run " + script, c -> run(c, script));
        return;
      } catch (StorageException | SqlFailure.Violation e) {
        if (version() >= version) {
          // Another server was faster.
          return;
        }
        // Or it is in the middle of it, and both have tripped over the same table or index.
        if (attempt == SqlFailure.ATTEMPTS) {
          throw e instanceof StorageException
              ? e
              : new StorageException("could not run " + script, false, e);
        }
      }
    }
  }

  /**
   * Tells where the scripts for this database are, for tools that run them.
   *
   * @return a folder on the class path, for example {@code db/streamcat/postgresql}
   * @throws StorageException if the database cannot be reached or is none of those supported
   */
  public String scripts() {
    return "db/streamcat/" + transactions.single("connect to the database", Database::of).folder();
  }

  private int version() {
    try {
      return transactions.single(
          "read the version of the schema",
          c ->
              new Sql(Database.of(c), tables)
                  .query(
                      c,
                      row -> Math.toIntExact(row.number("version")),
                      "SELECT MAX(version) AS version FROM streamcat_schema")
                  .get(0));
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
    String path = "/db/streamcat/" + Database.of(connection).folder() + "/" + script;
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements(tables.in(read(path)))) {
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
