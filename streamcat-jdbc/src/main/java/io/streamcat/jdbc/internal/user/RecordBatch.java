package io.streamcat.jdbc.internal.user;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.SqlFailure;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.UserRecord;
import java.util.List;
import java.util.stream.Stream;

/**
 * The insertion of many records at once: one batch in one transaction. A batch with a duplicate is
 * inserted in two halves, so a few duplicates cost a few small batches.
 *
 * @param transactions the transactions
 * @param sql the statements
 * @param streamKeys the storage of stream keys
 * @param action the action, for messages
 */
public record RecordBatch(
    Transactions transactions, Sql sql, StreamKeyStorage streamKeys, String action) {

  /**
   * Inserts the records that conflict with no other one.
   *
   * @return the others, in their order
   */
  public List<UserRecord> insert(List<UserRecord> records) {
    if (records.isEmpty()) {
      return records;
    }
    try {
      transactions.together(
          action, connection -> RecordWrite.insertAll(records, streamKeys, sql, connection));
      return List.of();
    } catch (SqlFailure.Duplicate e) {
      if (records.size() == 1) {
        RuntimeException conflict =
            new RecordConflicts(transactions, sql).of(records.get(0), true, e);
        if (conflict instanceof DuplicateUserException) {
          return records;
        }
        throw conflict;
      }
      int half = records.size() / 2;
      return Stream.concat(
              insert(records.subList(0, half)).stream(),
              insert(records.subList(half, records.size())).stream())
          .toList();
    }
  }
}
