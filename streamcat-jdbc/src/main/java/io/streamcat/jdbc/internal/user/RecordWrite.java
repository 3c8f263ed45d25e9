package io.streamcat.jdbc.internal.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.jdbc.internal.user.RowShape.Verb;
import io.streamcat.repository.Revision;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import io.streamcat.user.UserState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A write of one record: its row, and the rows of changed resources.
 *
 * <p>Secrets are encrypted when the write is created. On PostgreSQL, one statement writes all rows,
 * without a separate transaction; elsewhere, there is one statement for each row.
 *
 * @param record the row of the record
 * @param key the key of the record
 * @param expected the revision that an update replaces; null for an insert
 * @param resources the rows of resources
 */
public record RecordWrite(
    RowWrite record, String key, @Nullable Revision expected, List<RowWrite> resources) {

  /** The statements for all rows together, by the shapes of the rows, which are few. */
  private static final Map<List<RowShape>, String> STATEMENTS = new ConcurrentHashMap<>();

  /**
   * A write of one row.
   *
   * @param shape the kind of write, the table and the columns
   * @param values the values of the columns
   */
  public record RowWrite(RowShape shape, List<@Nullable Object> values) {

    static RowWrite of(Verb verb, String table, Map<String, @Nullable Object> values) {
      return new RowWrite(
          new RowShape(verb, table, List.copyOf(values.keySet())),
          new ArrayList<>(values.values()));
    }
  }

  public static RecordWrite insert(UserRecord record, StreamKeyStorage storage) {
    return new RecordWrite(
        RowWrite.of(Verb.INSERT, UserTable.NAME, UserTable.values(record)),
        record.key(),
        null,
        differences(Resources.NONE, record.resources(), false, storage));
  }

  /** Inserts the rows of all users with one batch, then the rows of their resources. */
  static boolean insertAll(
      List<UserRecord> records, StreamKeyStorage storage, Sql sql, Connection connection)
      throws SQLException {
    List<RecordWrite> writes = records.stream().map(record -> insert(record, storage)).toList();
    sql.batch(
        connection,
        writes.get(0).recordStatement(),
        writes.stream().map(RecordWrite::recordValues).toList());
    for (RecordWrite write : writes) {
      write.writeRest(sql, connection);
    }
    return true;
  }

  public static RecordWrite update(UserRecord expected, UserRecord next, StreamKeyStorage storage) {
    boolean suspends =
        next.state() == UserState.SUSPENDED && expected.state() != UserState.SUSPENDED;
    return new RecordWrite(
        RowWrite.of(Verb.UPDATE, UserTable.NAME, UserTable.values(next)),
        expected.key(),
        expected.revision(),
        differences(expected.resources(), next.resources(), suspends, storage));
  }

  /**
   * Returns the writes of the resources that differ.
   *
   * @param suspends whether a stored stream key is erased even if this server does not know it
   */
  private static List<RowWrite> differences(
      Resources before, Resources after, boolean suspends, StreamKeyStorage storage) {
    List<RowWrite> rows = new ArrayList<>();
    for (ResourceKind kind : ResourceKind.values()) {
      String table = ResourceTable.of(kind).tableName();
      AwsResource old = before.get(kind);
      AwsResource next = after.get(kind);
      boolean erasesKey = suspends && kind == ResourceKind.CHANNEL;
      if (next == null && old != null) {
        rows.add(RowWrite.of(Verb.DELETE, table, Map.of()));
      } else if (next != null && (erasesKey || !next.equals(old))) {
        rows.add(
            RowWrite.of(
                old == null ? Verb.INSERT : Verb.UPDATE,
                table,
                ResourceTable.values(next, old, erasesKey, storage)));
      }
    }
    return rows;
  }

  /**
   * Runs the write.
   *
   * @return false if the stored record does not have the expected revision
   */
  public boolean run(Transactions transactions, Sql sql, String action) {
    if (resources.isEmpty()) {
      return transactions.single(action, c -> writeRecord(sql, c));
    }
    return sql.database().writesInOneStatement()
        ? transactions.single(action, c -> writeInOneStatement(sql, c))
        : transactions.together(action, c -> writeRecord(sql, c) && writeRest(sql, c));
  }

  private boolean writeRecord(Sql sql, Connection connection) throws SQLException {
    return sql.update(connection, recordStatement(), recordValues().toArray()) == 1;
  }

  private String recordStatement() {
    String statement = record.shape().statement();
    return expected == null ? statement : statement + " AND " + UserTable.HAS_REVISION;
  }

  private List<@Nullable Object> recordValues() {
    List<@Nullable Object> values = new ArrayList<>(record.values());
    values.add(key);
    if (expected != null) {
      values.add(expected.version());
      values.add(expected.writer());
    }
    return values;
  }

  private boolean writeRest(Sql sql, Connection connection) throws SQLException {
    for (RowWrite row : resources) {
      List<@Nullable Object> values = new ArrayList<>(row.values());
      values.add(key);
      sql.update(connection, row.shape().statement(), values.toArray());
    }
    return true;
  }

  private boolean writeInOneStatement(Sql sql, Connection connection) throws SQLException {
    List<RowShape> shapes = new ArrayList<>(List.of(record.shape()));
    List<@Nullable Object> values = recordValues();
    for (RowWrite row : resources) {
      shapes.add(row.shape());
      values.addAll(row.values());
    }
    String statement = STATEMENTS.computeIfAbsent(shapes, all -> statementForAll());
    return sql.query(connection, row -> row.number("records"), statement, values.toArray()).get(0)
        == 1;
  }

  private String statementForAll() {
    StringBuilder statement =
        new StringBuilder("WITH u AS (").append(recordStatement()).append(" RETURNING record_key)");
    for (RowWrite row : resources) {
      statement
          .append(", ")
          .append(row.shape().table().replace("streamcat_", "new_"))
          .append(" AS (")
          .append(row.shape().dependentStatement())
          .append(')');
    }
    return statement.append(" SELECT COUNT(*) AS records FROM u").toString();
  }
}
