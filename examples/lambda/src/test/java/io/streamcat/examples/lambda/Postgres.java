package io.streamcat.examples.lambda;

import io.streamcat.jdbc.StreamCatSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A PostgreSQL server that goes away and comes back. */
final class Postgres implements AutoCloseable {

  private static final String OWNER = "postgres";

  private final Path data;
  private EmbeddedPostgres server;

  private Postgres(Path data) {
    this.data = data;
    this.server = start(data, 0);
  }

  /** Starts one, with the tables. */
  static Postgres start(Path directory) {
    Postgres postgres = new Postgres(directory.resolve("postgres"));
    StreamCatSchema.of(postgres.database(OWNER)).migrate();
    return postgres;
  }

  private static EmbeddedPostgres start(Path data, int port) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
      return (port == 0 ? builder : builder.setPort(port)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again, where it was. */
  void comeBack() {
    server = start(data, server.getPort());
  }

  /** Has a user prove who it is; by default everyone from here is believed. */
  void requirePassword(String user) throws IOException {
    Path rules = data.resolve("pg_hba.conf");
    Files.writeString(rules, "host all " + user + " all scram-sha-256\n" + Files.readString(rules));
    query("SELECT pg_reload_conf()");
  }

  /** What a function needs to know of it. */
  Map<String, String> variables() {
    return variables(OWNER);
  }

  /** The same of another database. */
  Map<String, String> variables(String database) {
    return Map.of(
        "STREAMCAT_JDBC_URL",
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database,
        "STREAMCAT_DB_USER",
        OWNER);
  }

  private DataSource database(String name) {
    return server.getDatabase(OWNER, name);
  }

  Connection connect() throws SQLException {
    return database(OWNER).getConnection();
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Returns the first column. */
  List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (result.next()) {
        values.add(result.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
