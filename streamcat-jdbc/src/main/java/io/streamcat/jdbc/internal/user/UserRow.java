package io.streamcat.jdbc.internal.user;

import io.streamcat.channel.Channel;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.internal.json.OwnSettingsJson;
import io.streamcat.jdbc.internal.json.PendingTasksJson;
import io.streamcat.jdbc.internal.secret.ChannelSecrets;
import io.streamcat.jdbc.internal.sql.Database;
import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.repository.Home;
import io.streamcat.repository.Identity;
import io.streamcat.repository.Lease;
import io.streamcat.repository.Revision;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.Resources;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record whose secrets are still encrypted.
 *
 * @param record the record, whose channel has no secrets
 * @param secrets the channel's secrets
 */
public record UserRow(UserRecord record, ChannelSecrets secrets) {

  /**
   * Returns a query for records with their resources.
   *
   * @param users the table, or a query for some of its rows
   * @param tail the condition and the order, in which {@code u} is a user
   */
  public static String select(Database database, String users, String tail) {
    return "SELECT u."
        + String.join(", u.", UserTable.COLUMNS)
        + tables().map(ResourceTable::selected).collect(Collectors.joining())
        + " FROM "
        + users
        + " u"
        + tables()
            .map(table -> database.leftJoin(table.tableName(), table.alias()))
            .collect(Collectors.joining())
        + tail;
  }

  private static Stream<ResourceTable> tables() {
    return Stream.of(ResourceTable.values());
  }

  public static UserRow read(Row row) throws SQLException {
    Resources resources =
        new Resources(
            ResourceTable.channel(row), ResourceTable.chatRoom(row), ResourceTable.stage(row));
    return new UserRow(
        new UserRecord(
            row.text(UserTable.KEY),
            new Home(row.text("region"), row.nullableText("account")),
            identity(row),
            state(row.text("state")),
            resources,
            row.text("resource_name"),
            OwnSettingsJson.read(row.text("own_settings")),
            PendingTasksJson.read(row.text("pending")),
            lease(row.nullableText("lease_owner"), row.nullableInstant("lease_until")),
            new Revision(row.number("version"), row.text("writer")),
            row.instant("created_at"),
            row.instant("updated_at")),
        ChannelSecrets.read(row));
  }

  private static UserState state(String name) {
    try {
      return UserState.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "state '" + name + "' in the database is unknown; a newer release wrote it", false, e);
    }
  }

  private static @Nullable Identity identity(Row row) throws SQLException {
    String id = row.nullableText("user_id");
    String hash = row.nullableText("password_hash");
    return id == null
        ? null
        : new Identity(
            UserId.of(id),
            row.nullableText("username"),
            hash == null ? null : new PasswordHash(hash),
            row.nullableText("idempotency_key"),
            row.number("session_version"),
            suspension(row));
  }

  private static @Nullable Suspension suspension(Row row) throws SQLException {
    String reason = row.nullableText("suspension_reason");
    return reason == null
        ? null
        : new Suspension(
            reason, row.instant("suspended_at"), row.nullableInstant("suspended_until"));
  }

  private static @Nullable Lease lease(@Nullable String owner, @Nullable Instant until) {
    return owner == null || until == null ? null : new Lease(owner, until);
  }

  /** Returns the record with decrypted secrets; decryption may involve a call over the network. */
  public UserRecord decrypted(StreamKeyStorage storage) {
    Channel channel = record.resources().channel();
    return channel == null || secrets.isEmpty()
        ? record
        : record.with(
            record.resources().with(secrets.decryptInto(channel, storage)), record.updatedAt());
  }
}
