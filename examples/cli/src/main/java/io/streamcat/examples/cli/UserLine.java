package io.streamcat.examples.cli;

import io.streamcat.examples.support.UserFields;
import io.streamcat.repository.PendingTask;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.User.Suspension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON fields of a line about a user, the same for every command. */
final class UserLine {

  private final Map<String, @Nullable Object> fields;

  private UserLine(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /**
   * Creates the fields.
   *
   * @param name the name that the operator gave, or null to take it from the record
   * @param user the user, or null to take it from the record
   * @param current what is recorded about the user, or null if that is unknown or nothing
   */
  static UserLine of(@Nullable String name, @Nullable User user, @Nullable UserRecord current) {
    User shown = user == null && current != null ? current.user() : user;
    String username = name == null && shown != null ? shown.username() : name;
    String state = shown == null ? null : shown.state().name();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("outcome", null);
    fields.putAll(UserFields.of(username, "", shown));
    fields.put("state", state);
    fields.put("createdAt", shown == null ? null : shown.createdAt().toString());
    fields.put("updatedAt", shown == null ? null : shown.updatedAt().toString());
    Suspension suspension = shown == null ? null : shown.suspension();
    fields.put("suspensionReason", suspension == null ? null : suspension.reason());
    fields.put(
        "suspendedUntil",
        suspension == null || suspension.until() == null ? null : suspension.until().toString());
    fields.put("leaseUntil", leaseUntil(current));
    fields.put("pending", pending(current));
    fields.put("nextAttempt", current == null ? null : nextAttempt(current));
    fields.put("problem", current == null ? null : current.pending().problem().orElse(null));
    fields.put("reason", null);
    return new UserLine(fields);
  }

  private static @Nullable String leaseUntil(@Nullable UserRecord current) {
    return current == null || current.lease() == null ? null : current.lease().until().toString();
  }

  private static @Nullable List<String> pending(@Nullable UserRecord current) {
    return current == null
        ? null
        : current.pending().list().stream().map(PendingTask::name).toList();
  }

  private static @Nullable String nextAttempt(UserRecord current) {
    return current.pending().nextAttempt().map(Object::toString).orElse(null);
  }

  UserLine outcome(String outcome) {
    fields.put("outcome", outcome);
    return this;
  }

  UserLine reason(@Nullable String reason) {
    fields.put("reason", reason);
    return this;
  }

  /** Adds the stream key in full. */
  UserLine streamKey(User user) {
    fields.put(
        "streamKey",
        Optional.ofNullable(user.channel())
            .flatMap(channel -> Optional.ofNullable(channel.streamKey()))
            .map(key -> key.value().reveal())
            .orElse(null));
    return this;
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }
}
