package io.streamcat.benchmarks;

import io.streamcat.channel.Channel;
import io.streamcat.realtime.StageEndpoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The store of an application for PostgreSQL only, with fixed settings and one flow: it writes the
 * same rows with the same statements, one before the calls to AWS and one after.
 */
final class HandWrittenStore {

  private static final OffsetDateTime NOW = StoreSamples.NOW.atOffset(ZoneOffset.UTC);

  private static final String PENDING =
      Stream.of("CHANNEL", "CHAT_ROOM", "STAGE")
          .map(
              kind ->
                  "{\"task\":\"CREATE_RESOURCE\",\"kind\":\""
                      + kind
                      + "\",\"uncertainSince\":null,\"attempts\":0,\"nextAttempt\":\""
                      + StoreSamples.NOW
                      + "\",\"problem\":null}")
          .collect(Collectors.joining(",", "[", "]"));

  private static final String INSERT =
      "INSERT INTO streamcat_user (user_id, username, username_key, state, region, account,"
          + " resource_name, own_settings, pending, attempts, due_at, lease_owner, lease_until, version, writer,"
          + " created_at, updated_at, record_key) VALUES (?, ?, ?, 'PROVISIONING', ?, ?, ?, '{}', ?, 0, ?,"
          + " ?, ?, 1, ?, ?, ?, ?)";

  private static final String UPDATE =
      "WITH u AS (UPDATE streamcat_user SET state = 'ACTIVE', pending = '[]', due_at = NULL,"
          + " lease_owner = NULL, lease_until = NULL, version = 2, writer = ?, updated_at = ? WHERE"
          + " record_key = ? AND version = 1 RETURNING record_key), c AS (INSERT INTO"
          + " streamcat_channel (arn, name, settings, ingest_endpoint, playback_url, stream_key_arn,"
          + " record_key) SELECT ?, ?, ?, ?, ?, ?, u.record_key FROM u), r AS (INSERT INTO"
          + " streamcat_chat_room (arn, name, settings, record_key) SELECT ?, ?, ?, u.record_key"
          + " FROM u), s AS (INSERT INTO streamcat_stage (arn, name, settings, endpoints,"
          + " record_key) SELECT ?, ?, ?, ?, u.record_key FROM u) SELECT COUNT(*) FROM u";

  private final DataSource dataSource;

  HandWrittenStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void register(StoreSamples user) {
    try {
      insert(user);
      record(user);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String endpoints(StageEndpoints endpoints) {
    return "{\"events\":\"%s\",\"whip\":\"%s\",\"rtmp\":\"%s\",\"rtmps\":\"%s\"}"
        .formatted(endpoints.events(), endpoints.whip(), endpoints.rtmp(), endpoints.rtmps());
  }

  private static String settings(String values, Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> "\"" + tag.getKey() + "\":\"" + tag.getValue() + "\"")
        .collect(Collectors.joining(",", "{" + values + ",\"tags\":{", "}}"));
  }

  private void insert(StoreSamples user) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(
          insert,
          user.id(),
          user.id(),
          user.id(),
          "us-east-1",
          "123456789012",
          "streamcat-" + user.id(),
          PENDING,
          NOW.plusSeconds(60),
          StoreSamples.OWNER,
          NOW.plusSeconds(60),
          StoreSamples.WRITER,
          NOW,
          NOW,
          user.key());
      insert.executeUpdate();
    }
  }

  private void record(StoreSamples user) throws SQLException {
    Channel channel = user.channel();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(UPDATE)) {
      bind(
          update,
          StoreSamples.WRITER,
          NOW,
          user.key(),
          channel.arn(),
          channel.name(),
          settings("\"type\":\"BASIC\",\"latencyMode\":\"LOW\"", channel.tags()),
          channel.ingestEndpoint(),
          channel.playbackUrl(),
          Objects.requireNonNull(channel.streamKey()).arn(),
          user.room().arn(),
          user.room().name(),
          settings("\"maximumMessageLength\":500", user.room().tags()),
          user.stage().arn(),
          user.stage().name(),
          settings("\"recording\":null", user.stage().tags()),
          endpoints(user.stage().endpoints()));
      try (ResultSet updated = update.executeQuery()) {
        if (!updated.next() || updated.getLong(1) != 1) {
          throw new IllegalStateException("the lease is lost");
        }
      }
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Reads a user with all resources into a map, as an application without a model does. */
  Map<String, Object> find(String id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT u.*, c.arn AS channel_arn, c.name AS channel_name, c.ingest_endpoint,"
                    + " c.playback_url, c.settings AS channel_settings, r.arn AS room_arn, r.name"
                    + " AS room_name, r.settings AS room_settings, s.arn AS stage_arn, s.name AS"
                    + " stage_name, s.endpoints, s.settings AS stage_settings FROM streamcat_user u"
                    + " LEFT JOIN streamcat_channel c ON c.record_key = u.record_key LEFT JOIN"
                    + " streamcat_chat_room r ON r.record_key = u.record_key LEFT JOIN streamcat_stage s ON"
                    + " s.record_key = u.record_key WHERE u.user_id = ?")) {
      select.setString(1, id);
      Map<String, Object> user = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            user.put(row.getMetaData().getColumnLabel(i), row.getObject(i));
          }
        }
      }
      return user;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
