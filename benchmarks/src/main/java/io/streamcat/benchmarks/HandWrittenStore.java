package io.streamcat.benchmarks;

import io.streamcat.channel.Channel;
import io.streamcat.realtime.StageEndpoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The store of an application for PostgreSQL only, with fixed settings and one flow: it runs the
 * statements of the repository, with the same time limit, and writes the same rows, one statement
 * before the calls to AWS and one after.
 */
final class HandWrittenStore {

  private static final OffsetDateTime NOW = StoreSamples.NOW.atOffset(ZoneOffset.UTC);

  private static final int TIMEOUT_SECONDS = 10;

  private static final String PENDING =
      Stream.of("CHANNEL", "CHAT_ROOM", "STAGE")
          .map(
              kind ->
                  "{\"task\":\"CREATE_RESOURCE\",\"kind\":\""
                      + kind
                      + "\",\"attempts\":0,\"nextAttempt\":\""
                      + StoreSamples.NOW
                      + "\"}")
          .collect(Collectors.joining(",", "[", "]"));

  private static final String INSERT =
      "INSERT INTO streamcat_user (user_id, username, username_key, idempotency_key, password_hash,"
          + " session_version, suspension_reason, suspended_at, suspended_until, state, region,"
          + " account, resource_name, own_settings, pending, attempts, in_background, due_at,"
          + " lease_owner, lease_until, version, writer, created_at, updated_at, record_key) VALUES"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String UPDATE =
      "WITH u AS (UPDATE streamcat_user SET user_id = ?, username = ?, username_key = ?,"
          + " idempotency_key = ?, password_hash = ?, session_version = ?, suspension_reason = ?,"
          + " suspended_at = ?, suspended_until = ?, state = ?, region = ?, account = ?,"
          + " resource_name = ?, own_settings = ?, pending = ?, attempts = ?, in_background = ?,"
          + " due_at = ?, lease_owner = ?, lease_until = ?, version = ?, writer = ?,"
          + " created_at = ?, updated_at = ? WHERE record_key = ? AND version = ? AND writer = ?"
          + " RETURNING record_key), new_channel AS (INSERT INTO streamcat_channel (arn, name,"
          + " settings, ingest_endpoint, playback_url, stream_key_arn, stream_key, srt_endpoint,"
          + " srt_passphrase, record_key) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, u.record_key FROM u),"
          + " new_chat_room AS (INSERT INTO streamcat_chat_room (arn, name, settings, record_key)"
          + " SELECT ?, ?, ?, u.record_key FROM u), new_stage AS (INSERT INTO streamcat_stage (arn,"
          + " name, settings, endpoints, record_key) SELECT ?, ?, ?, ?, u.record_key FROM u) SELECT"
          + " COUNT(*) AS records FROM u";

  private static final String SELECT =
      "SELECT u.record_key, u.user_id, u.username, u.idempotency_key, u.password_hash,"
          + " u.session_version, u.suspension_reason, u.suspended_at, u.suspended_until, u.state, u.region, u.account, u.resource_name, u.own_settings,"
          + " u.pending, u.lease_owner, u.lease_until, u.version, u.writer, u.created_at,"
          + " u.updated_at, channel.arn AS channel_arn, channel.name AS channel_name,"
          + " channel.settings AS channel_settings, channel.ingest_endpoint AS"
          + " channel_ingest_endpoint, channel.playback_url AS channel_playback_url,"
          + " channel.stream_key_arn AS channel_stream_key_arn, channel.stream_key AS"
          + " channel_stream_key, channel.srt_endpoint AS channel_srt_endpoint,"
          + " channel.srt_passphrase AS channel_srt_passphrase, chat_room.arn AS chat_room_arn,"
          + " chat_room.name AS chat_room_name, chat_room.settings AS chat_room_settings, stage.arn"
          + " AS stage_arn, stage.name AS stage_name, stage.settings AS stage_settings,"
          + " stage.endpoints AS stage_endpoints FROM streamcat_user u"
          + joined("channel")
          + joined("chat_room")
          + joined("stage")
          + " WHERE u.user_id = ?";

  private final DataSource dataSource;

  HandWrittenStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  private static String joined(String alias) {
    return " LEFT JOIN LATERAL (SELECT * FROM streamcat_"
        + alias
        + " WHERE record_key = u.record_key LIMIT 1) "
        + alias
        + " ON TRUE";
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
        .collect(Collectors.joining(",", "{" + values + "\"tags\":{", "}}"));
  }

  private void insert(StoreSamples user) throws SQLException {
    OffsetDateTime until = NOW.plusSeconds(60);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = prepared(connection, INSERT)) {
      bindUser(insert, user, "PROVISIONING", PENDING, until, StoreSamples.OWNER, until, 1);
      insert.setString(25, user.key());
      insert.executeUpdate();
    }
  }

  private void record(StoreSamples user) throws SQLException {
    Channel channel = user.channel();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = prepared(connection, UPDATE)) {
      bindUser(update, user, "ACTIVE", "[]", null, null, null, 2);
      bind(
          update,
          25,
          user.key(),
          1L,
          StoreSamples.WRITER,
          channel.arn(),
          channel.name(),
          settings(
              "\"type\":\"BASIC\",\"latencyMode\":\"LOW\",\"authorized\":false,"
                  + "\"insecureIngest\":false,\"containerFormat\":\"TS\",",
              channel.tags()),
          channel.ingestEndpoint(),
          channel.playbackUrl(),
          Objects.requireNonNull(channel.streamKey()).arn(),
          null,
          null,
          null,
          user.room().arn(),
          user.room().name(),
          settings(
              "\"maximumMessageRatePerSecond\":10,\"maximumMessageLength\":500,"
                  + "\"loggingConfigurationArns\":[],",
              user.room().tags()),
          user.stage().arn(),
          user.stage().name(),
          settings("", user.stage().tags()),
          endpoints(user.stage().endpoints()));
      try (ResultSet updated = update.executeQuery()) {
        if (!updated.next() || updated.getLong(1) != 1) {
          throw new IllegalStateException("the lease is lost");
        }
      }
    }
  }

  private static void bindUser(
      PreparedStatement statement,
      StoreSamples user,
      String state,
      String pending,
      @Nullable OffsetDateTime due,
      @Nullable String owner,
      @Nullable OffsetDateTime until,
      long version)
      throws SQLException {
    bind(
        statement,
        1,
        user.id(),
        user.id(),
        user.id(),
        null,
        null,
        0L,
        null,
        null,
        null,
        state,
        "us-east-1",
        "123456789012",
        "streamcat-" + user.id(),
        "{}",
        pending,
        0L,
        0L,
        due,
        owner,
        until,
        version,
        StoreSamples.WRITER,
        NOW,
        NOW);
  }

  private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    return statement;
  }

  private static void bind(PreparedStatement statement, int first, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        statement.setNull(first + i, Types.NULL);
      } else {
        statement.setObject(first + i, values[i]);
      }
    }
  }

  /** Reads a user with all resources into a map, as an application without a model does. */
  Map<String, Object> find(String id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = prepared(connection, SELECT)) {
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
