package io.streamcat.jdbc.internal.user;

import io.streamcat.jdbc.internal.json.OwnSettingsJson;
import io.streamcat.jdbc.internal.json.PendingTasksJson;
import io.streamcat.repository.Identity;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.User;
import io.streamcat.user.User.Suspension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code streamcat_user}; the only class that knows its columns. */
public final class UserTable {

  public static final String NAME = "streamcat_user";

  public static final String KEY = "record_key";

  /** The columns that are read; a newer release may have added others. */
  public static final List<String> COLUMNS =
      List.of(
          KEY,
          "user_id",
          "username",
          "idempotency_key",
          "password_hash",
          "session_version",
          "suspension_reason",
          "suspended_at",
          "suspended_until",
          "state",
          "region",
          "account",
          "resource_name",
          "own_settings",
          "pending",
          "lease_owner",
          "lease_until",
          "version",
          "writer",
          "created_at",
          "updated_at");

  /**
   * The condition that a home covers a record; its parameters are the region and the account, which
   * may be null.
   */
  public static final String IN_HOME = "region = ? AND (account = ? OR account IS NULL)";

  /** The condition that a row has a revision; its parameters are the version and the writer. */
  public static final String HAS_REVISION = "version = ? AND writer = ?";

  private UserTable() {}

  /** Returns the values of a record's row by column, without the key. */
  public static Map<String, @Nullable Object> values(UserRecord record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Identity identity = record.identity();
    String username = identity == null ? null : identity.username();
    PasswordHash hash = identity == null ? null : identity.passwordHash();
    values.put("user_id", identity == null ? null : identity.id().value());
    values.put("username", username);
    values.put("username_key", username == null ? null : User.usernameKey(username));
    values.put("idempotency_key", identity == null ? null : identity.idempotencyKey());
    values.put("password_hash", hash == null ? null : hash.encoded());
    values.put("session_version", identity == null ? 0L : identity.sessionVersion());
    Suspension suspension = identity == null ? null : identity.suspension();
    values.put("suspension_reason", suspension == null ? null : suspension.reason());
    values.put("suspended_at", suspension == null ? null : suspension.at());
    values.put("suspended_until", suspension == null ? null : suspension.until());
    values.put("state", record.state().name());
    values.put("region", record.home().region());
    values.put("account", record.home().account());
    values.put("resource_name", record.resourceName());
    values.put("own_settings", OwnSettingsJson.write(record.own()));
    values.put("pending", PendingTasksJson.write(record.pending()));
    values.put("attempts", record.pending().attempts());
    values.put("in_background", record.recoveryOrder());
    values.put("due_at", record.dueAt().orElse(null));
    Lease lease = record.lease();
    values.put("lease_owner", lease == null ? null : lease.owner());
    values.put("lease_until", lease == null ? null : lease.until());
    values.put("version", record.revision().version());
    values.put("writer", record.revision().writer());
    values.put("created_at", record.createdAt());
    values.put("updated_at", record.updatedAt());
    return values;
  }
}
