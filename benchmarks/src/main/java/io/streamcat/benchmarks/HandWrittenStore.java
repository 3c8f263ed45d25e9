package io.streamcat.benchmarks;

import io.streamcat.realtime.StageEndpoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What an application writes that knows only PostgreSQL, its own settings and its own flow: the
 * same rows, each resource recorded in a transaction of its own, under the lease.
 */
final class HandWrittenStore {

  private static final OffsetDateTime NOW = StoreSamples.NOW.atOffset(ZoneOffset.UTC);

  private final DataSource dataSource;

  HandWrittenStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void register(StoreSamples user) {
    try {
      insert(user);
      attach(
          user,
          false,
          "INSERT INTO streamcat_channel (user_id, arn, name, settings, ingest_endpoint,"
              + " playback_url) VALUES (?, ?, ?, ?, ?, ?)",
          user.channel().arn(),
          user.channel().name(),
          settings("\"type\":\"BASIC\",\"latencyMode\":\"LOW\"", user.channel().tags()),
          user.channel().ingestEndpoint(),
          user.channel().playbackUrl());
      attach(
          user,
          false,
          "INSERT INTO streamcat_chat_room (user_id, arn, name, settings) VALUES (?, ?, ?, ?)",
          user.room().arn(),
          user.room().name(),
          settings("\"maximumMessageLength\":500", user.room().tags()));
      attach(
          user,
          true,
          "INSERT INTO streamcat_stage (user_id, arn, name, settings, endpoints) VALUES (?, ?, ?, ?, ?)",
          user.stage().arn(),
          user.stage().name(),
          settings("\"recording\":null", user.stage().tags()),
          endpoints(user.stage().endpoints()));
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
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO streamcat_user (id, username, username_key, state, attempt_id,"
                    + " resource_name, wanted, due, lease_owner, lease_until, version, created_at,"
                    + " updated_at) VALUES (?, ?, ?, 'PROVISIONING', ?, ?,"
                    + " 'CHANNEL,CHAT_ROOM,STAGE', '', ?, ?, 0, ?, ?)")) {
      insert.setString(1, user.id());
      insert.setString(2, user.id());
      insert.setString(3, user.id());
      insert.setString(4, "attempt-" + user.id());
      insert.setString(5, "streamcat-" + user.id());
      insert.setString(6, StoreSamples.OWNER);
      insert.setObject(7, NOW.plusSeconds(60));
      insert.setObject(8, NOW);
      insert.setObject(9, NOW);
      insert.executeUpdate();
    }
  }

  private void attach(StoreSamples user, boolean last, String insertion, String... values)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement update =
              connection.prepareStatement(
                  last
                      ? "UPDATE streamcat_user SET state = 'ACTIVE', lease_owner = NULL, lease_until ="
                          + " NULL, updated_at = ?, version = version + 1 WHERE id = ? AND"
                          + " lease_owner = ?"
                      : "UPDATE streamcat_user SET updated_at = ?, version = version + 1 WHERE id ="
                          + " ? AND lease_owner = ?");
          PreparedStatement insert = connection.prepareStatement(insertion)) {
        update.setObject(1, NOW);
        update.setString(2, user.id());
        update.setString(3, StoreSamples.OWNER);
        if (update.executeUpdate() != 1) {
          throw new IllegalStateException("the lease is lost");
        }
        insert.setString(1, user.id());
        for (int i = 0; i < values.length; i++) {
          insert.setString(i + 2, values[i]);
        }
        insert.executeUpdate();
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Reads a user with everything, as an application that has no model for it. */
  Map<String, Object> find(String id) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT u.*, c.arn AS channel_arn, c.name AS channel_name, c.ingest_endpoint,"
                    + " c.playback_url, c.settings AS channel_settings, r.arn AS room_arn, r.name"
                    + " AS room_name, r.settings AS room_settings, s.arn AS stage_arn, s.name AS"
                    + " stage_name, s.endpoints, s.settings AS stage_settings FROM streamcat_user u"
                    + " LEFT JOIN streamcat_channel c ON c.user_id = u.id LEFT JOIN"
                    + " streamcat_chat_room r ON r.user_id = u.id LEFT JOIN streamcat_stage s ON"
                    + " s.user_id = u.id WHERE u.id = ?")) {
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
