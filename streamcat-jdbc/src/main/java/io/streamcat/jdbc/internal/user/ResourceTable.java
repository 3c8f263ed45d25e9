package io.streamcat.jdbc.internal.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.internal.json.SettingsJson;
import io.streamcat.jdbc.internal.secret.ChannelSecrets;
import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.realtime.Stage;
import io.streamcat.user.ResourceKind;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of the three kinds of resources; the only class that knows their columns. */
public enum ResourceTable {
  CHANNEL(
      "channel",
      "arn",
      "name",
      "settings",
      "ingest_endpoint",
      "playback_url",
      "stream_key_arn",
      "stream_key",
      "srt_endpoint",
      "srt_passphrase"),
  CHAT_ROOM("chat_room", "arn", "name", "settings"),
  STAGE("stage", "arn", "name", "settings", "endpoints");

  private final String alias;
  private final String selected;

  ResourceTable(String alias, String... columns) {
    this.alias = alias;
    this.selected =
        Stream.of(columns)
            .map(column -> ", " + alias + "." + column + " AS " + alias + "_" + column)
            .collect(Collectors.joining());
  }

  public static ResourceTable of(ResourceKind kind) {
    return valueOf(kind.name());
  }

  public String tableName() {
    return "streamcat_" + alias;
  }

  /** Returns the alias of the table in a query, which is independent of the table prefix. */
  public String alias() {
    return alias;
  }

  /** Returns the columns for a select list, each with the alias of the table as its prefix. */
  public String selected() {
    return selected;
  }

  /**
   * Returns the values of a resource's row by column.
   *
   * @param before the resource of the row that is replaced, or null for a new row. Unchanged
   *     secrets are left out, so that the row keeps secrets that this server does not know
   * @param erasesKey whether the row does not keep such a stream key
   */
  public static Map<String, @Nullable Object> values(
      AwsResource resource,
      @Nullable AwsResource before,
      boolean erasesKey,
      StreamKeyStorage storage) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("arn", resource.arn());
    values.put("name", resource.name());
    if (resource instanceof Channel channel) {
      values.put("settings", SettingsJson.write(channel.settings()));
      values.put("ingest_endpoint", channel.ingestEndpoint());
      values.put("playback_url", channel.playbackUrl());
      // Secrets are bound to the channel.
      boolean isSame = before instanceof Channel other && other.arn().equals(channel.arn());
      values.putAll(secrets(channel, isSame ? (Channel) before : null, erasesKey, storage));
    } else if (resource instanceof ChatRoom room) {
      values.put("settings", SettingsJson.write(room.settings()));
    } else if (resource instanceof Stage stage) {
      values.put("settings", SettingsJson.write(stage.settings()));
      values.put("endpoints", SettingsJson.write(stage.endpoints()));
    }
    return values;
  }

  private static Map<String, @Nullable Object> secrets(
      Channel channel, @Nullable Channel before, boolean erasesKey, StreamKeyStorage storage) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (before == null || erasesKey || !Objects.equals(before.streamKey(), channel.streamKey())) {
      StreamKey key = channel.streamKey();
      values.put("stream_key_arn", key == null ? null : key.arn());
      values.put("stream_key", ChannelSecrets.encryptKey(channel, storage));
    }
    if (before == null || !Objects.equals(before.srt(), channel.srt())) {
      SrtIngest srt = channel.srt();
      values.put("srt_endpoint", srt == null ? null : srt.endpoint());
      values.put("srt_passphrase", ChannelSecrets.encryptPassphrase(channel, storage));
    }
    return values;
  }

  /** Reads a channel without its secrets. */
  public static @Nullable Channel channel(Row row) throws SQLException {
    String arn = row.nullableText("channel_arn");
    return arn == null
        ? null
        : new Channel(
            arn,
            row.text("channel_name"),
            row.text("channel_ingest_endpoint"),
            row.text("channel_playback_url"),
            null,
            null,
            SettingsJson.channel(row.text("channel_settings")));
  }

  public static @Nullable ChatRoom chatRoom(Row row) throws SQLException {
    String arn = row.nullableText("chat_room_arn");
    return arn == null
        ? null
        : new ChatRoom(
            arn, row.text("chat_room_name"), SettingsJson.chatRoom(row.text("chat_room_settings")));
  }

  public static @Nullable Stage stage(Row row) throws SQLException {
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
