package io.streamcat.examples.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.EncryptionKeys;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.StreamKeyStorage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The database that holds the users. */
final class Store implements AutoCloseable {

  private static final String ENCRYPTION_KEY = "STREAMCAT_ENCRYPTION_KEY";

  private final HikariDataSource pool;
  private final JdbcUserRepository users;
  private final JdbcBanList bans;
  private final EnvironmentTable environments;
  private final SharedRates rates;

  private Store(HikariDataSource pool, JdbcUserRepository users) {
    this.pool = pool;
    this.users = users;
    this.bans = JdbcBanList.create(pool);
    this.environments = new EnvironmentTable(pool);
    this.rates = new SharedRates(pool);
  }

  static Store open(DatabaseOptions options, Map<String, String> environment) {
    StreamKeyStorage streamKeys = streamKeys(environment.get(ENCRYPTION_KEY));
    HikariDataSource pool = connect(options.config());
    try {
      return new Store(pool, JdbcUserRepository.builder(pool).streamKeys(streamKeys).build());
    } catch (StorageException e) {
      pool.close();
      throw new StorageException(Messages.of(e), e.retryable(), e);
    }
  }

  /** Creates or updates the tables and returns the number of scripts run. */
  static int migrate(DatabaseOptions options) {
    try (HikariDataSource pool = connect(options.config())) {
      StreamCatSchema schema = StreamCatSchema.of(pool);
      int scripts = schema.migrate();
      schema.check();
      new EnvironmentTable(pool).create();
      new SharedRates(pool).create();
      return scripts;
    }
  }

  /** Returns the number of scripts that are to be run, and changes nothing. */
  static int pendingScripts(DatabaseOptions options) {
    try (HikariDataSource pool = connect(options.config())) {
      StreamCatSchema schema = StreamCatSchema.of(pool);
      int scripts = schema.pendingScripts();
      if (scripts == 0) {
        schema.check();
      }
      return scripts;
    }
  }

  private static HikariDataSource connect(HikariConfig config) {
    try {
      DriverManager.getDriver(config.getJdbcUrl());
    } catch (SQLException e) {
      throw new StorageException(
          "no database driver accepts this URL; use "
              + "jdbc:postgresql://HOST/DATABASE, or a URL for mysql, mariadb or h2",
          false,
          e);
    }
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new StorageException("no connection to the database: " + messageOf(cause), true, e);
    }
  }

  private static StreamKeyStorage streamKeys(@Nullable String encryptionKey) {
    if (encryptionKey == null) {
      return StreamKeyStorage.notStored();
    }
    // The message must not quote the value: even a malformed one may be a real key.
    int colon = encryptionKey.indexOf(':');
    try {
      String id = encryptionKey.substring(0, Math.max(colon, 0));
      byte[] key = Base64.getDecoder().decode(encryptionKey.substring(colon + 1));
      return StreamKeyStorage.encrypted(EncryptionKeys.of(id, Map.of(id, key)));
    } catch (IllegalArgumentException | InvalidInputException e) {
      throw new UsageException(
          ENCRYPTION_KEY + " must be an id, a colon and 32 bytes in Base64.", null);
    }
  }

  JdbcUserRepository users() {
    return users;
  }

  /** Returns the ban list, whose entries are deleted with their users. */
  JdbcBanList bans() {
    return bans;
  }

  /** Returns the rates of calls that all processes with this database share. */
  SharedRates rates() {
    return rates;
  }

  /** Returns the time of the database. */
  Instant now() {
    String url = pool.getJdbcUrl();
    String epoch =
        url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")
            ? "UNIX_TIMESTAMP(NOW(6))"
            : "EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)";
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + epoch)) {
      row.next();
      return Instant.ofEpochMilli(row.getBigDecimal(1).movePointRight(3).longValue());
    } catch (SQLException e) {
      throw new StorageException("the time could not be read: " + messageOf(e), true, e);
    }
  }

  /** Returns the environments with which the database was used. */
  List<Environment.Bound> environments() {
    return environments.read();
  }

  /** Records an environment with which the database is used. */
  void bind(Environment environment) {
    Environment.Bound known = environment.require(environments(), true);
    Environment.Bound bound = environment.bound();
    if (known == null) {
      environments.add(bound);
    } else if (known.account().isEmpty() && !bound.account().isEmpty()) {
      environments.complete(bound);
    }
  }

  /** Fails unless users can be changed, so that the problem is reported once and not per user. */
  void requireWritable() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      if (connection.isReadOnly()) {
        throw new StorageException("the database is read-only", false, null);
      }
      // The statement matches no row, but a read-only database or role rejects it.
      statement.executeUpdate("UPDATE streamcat_user SET version = version WHERE record_key = ''");
    } catch (SQLException e) {
      throw new StorageException("the database is not writable: " + messageOf(e), false, e);
    }
  }

  /**
   * Returns the message of an exception together with that of its first cause; drivers use either.
   */
  private static String messageOf(Throwable e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first == e || message.contains(String.valueOf(first.getMessage()))
        ? message
        : message + " (" + first + ")";
  }

  @Override
  public void close() {
    pool.close();
  }
}
