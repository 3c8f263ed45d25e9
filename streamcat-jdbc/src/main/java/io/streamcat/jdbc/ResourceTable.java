package io.streamcat.jdbc;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.realtime.Stage;
import io.streamcat.user.ResourceKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of the three kinds of resources; the one place that knows their columns. */
final class ResourceTable {

  private final String name;
  private final List<String> columns;
  private final String insertion;

  private ResourceTable(String name, String... columns) {
    this.name = name;
    this.columns = List.of(columns);
    this.insertion =
        "INSERT INTO "
            + name
            + " ("
            + String.join(", ", columns)
            + ", user_id) VALUES ("
            + String.join(", ", Collections.nCopies(columns.length + 1, "?"))
            + ")";
  }

  private static final ResourceTable CHANNEL =
      new ResourceTable(
          "streamcat_channel",
          "arn",
          "name",
          "settings",
          "ingest_endpoint",
          "playback_url",
          "stream_key_arn",
          "stream_key",
          "srt_endpoint",
          "srt_passphrase");

  private static final ResourceTable CHAT_ROOM =
      new ResourceTable("streamcat_chat_room", "arn", "name", "settings");

  private static final ResourceTable STAGE =
      new ResourceTable("streamcat_stage", "arn", "name", "settings", "endpoints");

  static ResourceTable of(ResourceKind kind) {
    return switch (kind) {
      case CHANNEL -> CHANNEL;
      case CHAT_ROOM -> CHAT_ROOM;
      case STAGE -> STAGE;
    };
  }

  String tableName() {
    return name;
  }

  List<String> columns() {
    return columns;
  }

  /** The columns for a select list, each known by the table's and its own name. */
  String selected() {
    StringBuilder list = new StringBuilder();
    for (String column : columns) {
      list.append(", ").append(name).append('.').append(column);
      list.append(" AS ").append(alias(column));
    }
    return list.toString();
  }

  /** Not the table's whole name: a column's must not change with the prefix. */
  String alias(String column) {
    return name.substring(name.indexOf('_') + 1) + "_" + column;
  }

  /** Inserts a resource of a user. */
  void insert(
      Sql sql, Connection connection, String userId, AwsResource resource, StreamKeyStorage secrets)
      throws SQLException {
    List<@Nullable Object> values = values(resource, secrets);
    values.add(userId);
    sql.update(connection, insertion, values.toArray());
  }

  private static List<@Nullable Object> values(AwsResource resource, StreamKeyStorage storage) {
    List<@Nullable Object> values = new ArrayList<>(List.of(resource.arn(), resource.name()));
    if (resource instanceof Channel channel) {
      StreamKey key = channel.streamKey();
      SrtIngest srt = channel.srt();
      ChannelSecrets sealed = ChannelSecrets.seal(channel, storage);
      values.add(SettingsJson.write(channel.settings()));
      values.add(channel.ingestEndpoint());
      values.add(channel.playbackUrl());
      values.add(key == null ? null : key.arn());
      values.add(sealed.streamKey());
      values.add(srt == null ? null : srt.endpoint());
      values.add(sealed.srtPassphrase());
    } else if (resource instanceof ChatRoom room) {
      values.add(SettingsJson.write(room.settings()));
    } else if (resource instanceof Stage stage) {
      values.add(SettingsJson.write(stage.settings()));
      values.add(SettingsJson.write(stage.endpoints()));
    }
    return values;
  }

  static <X extends Exception> @Nullable Channel channel(Row<X> row, StreamKeyStorage storage)
      throws X {
    String arn = row.nullableText("channel_arn");
    if (arn == null) {
      return null;
    }
    ChannelSecrets secrets =
        new ChannelSecrets(
            row.nullableText("channel_stream_key"), row.nullableText("channel_srt_passphrase"));
    return new Channel(
        arn,
        row.text("channel_name"),
        row.text("channel_ingest_endpoint"),
        row.text("channel_playback_url"),
        secrets.streamKey(arn, row.nullableText("channel_stream_key_arn"), storage),
        secrets.srt(arn, row.nullableText("channel_srt_endpoint"), storage),
        SettingsJson.channel(row.text("channel_settings")));
  }

  static <X extends Exception> @Nullable ChatRoom chatRoom(Row<X> row) throws X {
    String arn = row.nullableText("chat_room_arn");
    return arn == null
        ? null
        : new ChatRoom(
            arn, row.text("chat_room_name"), SettingsJson.chatRoom(row.text("chat_room_settings")));
  }

  static <X extends Exception> @Nullable Stage stage(Row<X> row) throws X {
    String arn = row.nullableText("stage_arn");
    return arn == null
        ? null
        : new Stage(
            arn,
            row.text("stage_name"),
            SettingsJson.endpoints(row.text("stage_endpoints")),
            SettingsJson.stage(row.text("stage_settings")));
  }
}
