package io.streamcat.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A PostgreSQL server that a test can crash and query; a query waits for the end of a restart.
 * Tests of other modules use it, too.
 */
public final class CrashablePostgres implements AutoCloseable {

  private final Path data;
  private EmbeddedPostgres server;

  private CrashablePostgres(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
  }

  public static CrashablePostgres start(Path directory) {
    Path data = directory.resolve("postgres");
    return new CrashablePostgres(data, start(data, 0));
  }

  private static EmbeddedPostgres start(Path data, int port) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "200")
            // Commits must survive a crash, unlike in most tests.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on");
    if (port != 0) {
      builder.setPort(port);
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Crashes the server like {@code pg_ctl stop -m immediate}, and restarts it on the same data and
   * port.
   */
  public synchronized void crashAndRestart() {
    try {
      crash();
    } catch (IOException | InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the database did not crash", e);
    }
    startAgain();
  }

  /** Stops the server cleanly. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Restarts the server on the same data and port. */
  public void startAgain() {
    server = start(data, server.getPort());
  }

  private void crash() throws IOException, InterruptedException, ExecutionException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
    postmaster.onExit().get();
    server.close();
  }

  public String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  public DataSource database(String name) {
    return server.getDatabase("postgres", name);
  }

  /** Creates an empty database. */
  public String create(String database) {
    execute("postgres", "CREATE DATABASE " + database);
    return url(database);
  }

  public synchronized void execute(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public synchronized List<Map<String, String>> query(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Map<String, String>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Waits until a query finds nothing. */
  public void awaitNone(String database, String query) {
    while (!query(database, query + " LIMIT 1").isEmpty()) {
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
  }

  /** Waits until all users have reached an age. */
  public void awaitAge(String database, Duration age) {
    awaitNone(
        database, "SELECT 1 FROM streamcat_user WHERE updated_at > now() - interval '" + age + "'");
  }

  @Override
  public void close() {
    stop();
  }
}
