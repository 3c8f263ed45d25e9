package io.streamcat.jdbc.internal.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.DuplicateUserException.Field;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.SqlFailure;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for the value that a rejected write shares with another record. Databases name the
 * violated constraint only in a message that may quote a value, so the rows are queried instead.
 *
 * @param transactions the transactions of statements
 * @param sql the statements
 */
public record RecordConflicts(Transactions transactions, Sql sql) {

  private static final String OTHER = " AS taken FROM streamcat_user WHERE record_key <> ? AND ";

  /**
   * Returns the exception for a write that violated a unique constraint.
   *
   * @param isInsert whether the write was an insert
   */
  public RuntimeException of(UserRecord record, boolean isInsert, SqlFailure.Duplicate duplicate) {
    Set<String> taken = taken(record, isInsert);
    Identity identity = record.identity();
    String key = identity == null ? null : identity.idempotencyKey();
    if (key != null && taken.contains(Field.IDEMPOTENCY_KEY.name())) {
      return new DuplicateUserException(Field.IDEMPOTENCY_KEY, key);
    }
    if (taken.contains(Field.ID.name())) {
      return new DuplicateUserException(Field.ID, record.label());
    }
    String username = identity == null ? null : identity.username();
    if (username != null && taken.contains(Field.USERNAME.name())) {
      return new DuplicateUserException(Field.USERNAME, username);
    }
    return record
        .resources()
        .all()
        .map(AwsResource::arn)
        .filter(taken::contains)
        .findFirst()
        .map(arn -> new StorageException(arn + " is recorded for another user", false, duplicate))
        .orElseGet(
            () ->
                new StorageException(
                    "user '" + record.label() + "' conflicted with a record that no longer exists",
                    true,
                    // The database's message may quote an idempotency key.
                    null));
  }

  private Set<String> taken(UserRecord record, boolean isInsert) {
    List<String> queries = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    if (isInsert) {
      queries.add("SELECT 'ID' AS taken FROM streamcat_user WHERE record_key = ?");
      values.add(record.key());
    }
    Identity identity = record.identity();
    if (identity != null) {
      String username = identity.username();
      queries.add("SELECT 'IDEMPOTENCY_KEY'" + OTHER + "idempotency_key = ?");
      queries.add("SELECT 'ID'" + OTHER + "user_id = ?");
      queries.add("SELECT 'USERNAME'" + OTHER + "username_key = ?");
      values.add(record.key());
      values.add(identity.idempotencyKey());
      values.add(record.key());
      values.add(identity.id().value());
      values.add(record.key());
      values.add(username == null ? null : User.usernameKey(username));
    }
    record
        .resources()
        .all()
        .forEach(
            resource -> {
              String table = ResourceTable.of(ResourceKind.of(resource)).tableName();
              queries.add(
                  "SELECT arn AS taken FROM " + table + " WHERE record_key <> ? AND arn = ?");
              values.add(record.key());
              values.add(resource.arn());
            });
    List<String> taken =
        transactions.single(
            "find the record that a write conflicts with",
            c ->
                sql.query(
                    c,
                    row -> row.text("taken"),
                    String.join(" UNION ALL ", queries),
                    values.toArray()));
    return Set.copyOf(taken);
  }
}
