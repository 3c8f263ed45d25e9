package io.streamcat.examples.lambda;

import io.streamcat.jdbc.CrashablePostgres;
import io.streamcat.jdbc.StreamCatSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server that can be stopped and restarted. */
final class Postgres implements AutoCloseable {

  private static final String OWNER = "postgres";

  private final Path data;
  private final CrashablePostgres server;

  private Postgres(Path directory) {
    this.data = directory.resolve("postgres");
    this.server = CrashablePostgres.start(directory);
  }

  /** Starts a server without tables. */
  static Postgres startEmpty(Path directory) {
    return new Postgres(directory);
  }

  /** Starts a server with StreamCat's tables. */
  static Postgres start(Path directory) {
    Postgres postgres = new Postgres(directory);
    StreamCatSchema.of(postgres.server.database(OWNER)).migrate();
    return postgres;
  }

  void stop() {
    server.stop();
  }

  /** Restarts the server on the same port. */
  void comeBack() {
    server.startAgain();
  }

  /** Requires a password from a user; by default local connections are trusted. */
  void requirePassword(String user) throws IOException {
    Path rules = data.resolve("pg_hba.conf");
    Files.writeString(rules, "host all " + user + " all scram-sha-256\n" + Files.readString(rules));
    query("SELECT pg_reload_conf()");
  }

  /** Returns the environment variables with which a function connects. */
  Map<String, String> variables() {
    return variables(OWNER);
  }

  /** Returns the environment variables for another database of this server. */
  Map<String, String> variables(String database) {
    return Map.of("STREAMCAT_JDBC_URL", url(database), "STREAMCAT_DB_USER", OWNER);
  }

  /** Returns the URL without a user. */
  String url() {
    return url(OWNER);
  }

  private String url(String database) {
    String url = server.url(database);
    return url.substring(0, url.indexOf('?'));
  }

  Connection connect() throws SQLException {
    return server.database(OWNER).getConnection();
  }

  void execute(String sql) {
    server.execute(OWNER, sql);
  }

  /** Returns the first column of a query. */
  List<String> query(String sql) {
    return server.query(OWNER, sql).stream().map(row -> row.values().iterator().next()).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
