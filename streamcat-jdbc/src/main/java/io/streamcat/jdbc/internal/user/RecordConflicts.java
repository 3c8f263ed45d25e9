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
 * Finds the value that a refused write shares with another record. Databases name the violated
 * constraint in a text that may quote a value, so the rows are asked.
 *
 * @param transactions runs the query
 * @param sql the statements
 */
public record RecordConflicts(Transactions transactions, Sql sql) {

  private static final String OTHER = " AS taken FROM streamcat_user WHERE record_key <> ? AND ";

  /**
   * Returns the exception for a write that violated a unique constraint.
   *
   * @param isInsert whether the record was to be new
   */
  public RuntimeException of(UserRecord record, boolean isInsert, SqlFailure.Duplicate refused) {
    Set<String> taken = taken(record, isInsert);
    Identity person = record.identity();
    String key = person == null ? null : person.idempotencyKey();
    if (key != null && taken.contains(Field.IDEMPOTENCY_KEY.name())) {
      return new DuplicateUserException(Field.IDEMPOTENCY_KEY, key);
    }
    if (taken.contains(Field.ID.name())) {
      return new DuplicateUserException(Field.ID, record.label());
    }
    String username = person == null ? null : person.username();
    if (username != null && taken.contains(Field.USERNAME.name())) {
      return new DuplicateUserException(Field.USERNAME, username);
    }
    return record
        .resources()
        .all()
        .map(AwsResource::arn)
        .filter(taken::contains)
        .findFirst()
        .map(arn -> new StorageException(arn + " is recorded for another user", false, refused))
        .orElseGet(
            () ->
                new StorageException(
                    "user '" + record.label() + "' collided with a record that is gone by now",
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
    Identity person = record.identity();
    if (person != null) {
      String username = person.username();
      queries.add("SELECT 'IDEMPOTENCY_KEY'" + OTHER + "idempotency_key = ?");
      queries.add("SELECT 'ID'" + OTHER + "user_id = ?");
      queries.add("SELECT 'USERNAME'" + OTHER + "username_key = ?");
      values.add(record.key());
      values.add(person.idempotencyKey());
      values.add(record.key());
      values.add(person.id().value());
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
            "find the record that a write collided with",
            c ->
                sql.query(
                    c,
                    row -> row.text("taken"),
                    String.join(" UNION ALL ", queries),
                    values.toArray()));
    return Set.copyOf(taken);
  }
}
