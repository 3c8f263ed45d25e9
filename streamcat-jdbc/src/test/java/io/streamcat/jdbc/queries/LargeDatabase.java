package io.streamcat.jdbc.queries;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.complete;

import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Tables in PostgreSQL with as many users and broadcasts as a test asks for. */
record LargeDatabase(DataSource dataSource) {

  /** The broadcasts of the last hour, which are not verified yet. */
  static final int LIVE = 300;

  private static final int STARTING = 20;
  private static final int ENDED = 800;

  /** The users with a pending task. */
  static final int DUE = 100;

  private static final List<String> USER_TABLES =
      List.of("streamcat_user", "streamcat_channel", "streamcat_chat_room", "streamcat_stage");

  private static final List<String> RESOURCES =
      List.of(
          "streamcat_channel (record_key, arn, name, ingest_endpoint, playback_url, settings)",
          "streamcat_chat_room (record_key, arn, name, settings)",
          "streamcat_stage (record_key, arn, name, endpoints, settings)");

  static String userId(int number) {
    return "user-%08d".formatted(number);
  }

  /** Fills empty tables with users, each with all resources, and gathers statistics. */
  LargeDatabase withUsers(int users) throws SQLException {
    StreamCatSchema.of(dataSource).migrate();
    JdbcUserRepository.create(dataSource).insert(complete("template", "template"));
    List<String> indexes = dropIndexes();
    String columns =
        "state, region, account, resource_name, own_settings, password_hash, pending, attempts,"
            + " version, writer, created_at, updated_at";
    execute(
        "INSERT INTO streamcat_user (record_key, user_id, username, username_key, due_at, "
            + columns
            + ") SELECT md5('k' || n), 'user-' || lpad(n::text, 8, '0'), 'name-' || n, 'name-' || n,"
            + " CASE WHEN n <= "
            + DUE
            + " THEN TIMESTAMP WITH TIME ZONE '"
            + NOW
            + "' END, "
            + columns
            + " FROM streamcat_user, generate_series(1, "
            + users
            + ") n WHERE user_id = 'template'");
    for (String table : RESOURCES) {
      String name = table.substring(0, table.indexOf(' '));
      String others = table.substring(table.indexOf("arn, ") + 5, table.indexOf(')'));
      execute(
          "INSERT INTO "
              + table
              + " SELECT md5('k' || n), arn || md5('a' || n), "
              + others
              + " FROM "
              + name
              + ", generate_series(1, "
              + users
              + ") n");
    }
    for (String table : USER_TABLES) {
      // The template is the first row of each table, which no index finds now.
      execute("DELETE FROM " + table + " WHERE ctid = '(0,1)'");
    }
    for (String index : indexes) {
      execute(index);
    }
    return analyzed("ANALYZE ", USER_TABLES);
  }

  /**
   * Drops the constraints and indexes of users, and returns the statements that create them again:
   * that is several times as fast as to load rows with them.
   */
  private List<String> dropIndexes() throws SQLException {
    String names = "('" + String.join("', '", USER_TABLES) + "')";
    List<String> created =
        list(
            "SELECT 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || conname || ' ' ||"
                + " pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid::regclass::text IN "
                + names
                + " ORDER BY contype = 'f', conname");
    List<String> dropped =
        list(
            "SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM"
                + " pg_constraint WHERE conrelid::regclass::text IN "
                + names
                + " ORDER BY contype <> 'f', conname");
    for (String statement : dropped) {
      execute(statement);
    }
    created.addAll(list("SELECT indexdef FROM pg_indexes WHERE tablename IN " + names));
    for (String index : list("SELECT indexname FROM pg_indexes WHERE tablename IN " + names)) {
      execute("DROP INDEX " + index);
    }
    return created;
  }

  /** Fills empty tables with broadcasts, of which few are not verified, and gathers statistics. */
  LargeDatabase withBroadcasts(int broadcasts, int channels) throws SQLException {
    StreamCatSchema.of(dataSource).migrate();
    execute(
        "INSERT INTO streamcat_broadcast (stream_id, channel_arn, state, began_at, started_at,"
            + " ended_at, recording_status, recording_bucket, recording_prefix,"
            + " recording_duration_ms, recording_reason, version) SELECT 'st-' || md5('b' || n),"
            + " 'arn:aws:ivs:us-east-1:"
            + HOME.account()
            + ":channel/' || (n % "
            + channels
            + "), s.state, t.at, CASE WHEN s.state <> 'STARTING' THEN t.at END, CASE WHEN s.state IN"
            + " ('ENDED', 'VERIFIED') THEN t.at + interval '1 hour' END, 'ENDED', 'recordings',"
            + " 'ivs/v1/' || md5('r' || n), 3600000, '', 3 FROM generate_series(1, "
            + broadcasts
            + ") n, LATERAL (SELECT TIMESTAMP WITH TIME ZONE '"
            + NOW
            + "' - n * interval '4.3 seconds' AS at) t, LATERAL (SELECT CASE WHEN n <= "
            + LIVE
            + " THEN 'LIVE' WHEN n <= "
            + (LIVE + STARTING)
            + " THEN 'STARTING' WHEN n <= "
            + (LIVE + STARTING + ENDED)
            + " THEN 'ENDED' ELSE 'VERIFIED' END AS state) s");
    return analyzed("VACUUM ANALYZE ", List.of("streamcat_broadcast", "streamcat_notification"));
  }

  private LargeDatabase analyzed(String command, List<String> tables) throws SQLException {
    for (String table : tables) {
      execute(command + table);
    }
    return this;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the first column of the only row. */
  String query(String sql) throws SQLException {
    return list(sql).get(0);
  }

  private List<String> list(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
