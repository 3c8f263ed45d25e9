package io.streamcat.jdbc.internal.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A write of one record: its row, and the rows of changed resources.
 *
 * <p>Secrets are encrypted when the write is created. On PostgreSQL, one statement writes all rows,
 * without a separate transaction; elsewhere, there is one statement for each row.
 *
 * @param record the row of the record
 * @param key the key of the record
 * @param resources the rows of resources
 */
public record RecordWrite(RowWrite record, String key, List<RowWrite> resources) {

  /**
   * A write of one row.
   *
   * @param verb the kind of write
   * @param table the table
   * @param values the values by column, without the key; empty for a deletion
   */
  public record RowWrite(Verb verb, String table, Map<String, @Nullable Object> values) {

    String columns() {
      return String.join(", ", values.keySet());
    }

    String assignments() {
      return values.keySet().stream()
          .map(column -> column + " = ?")
          .collect(Collectors.joining(", "));
    }

    String parameters() {
      return String.join(", ", Collections.nCopies(values.size(), "?"));
    }
  }

  /** The kinds of writes of a row. */
  public enum Verb {
    INSERT,
    UPDATE,
    DELETE
  }

  public static RecordWrite insert(UserRecord record, StreamKeyStorage storage) {
    return new RecordWrite(
        new RowWrite(Verb.INSERT, UserTable.NAME, UserTable.values(record)),
        record.key(),
        differences(Resources.NONE, record.resources(), storage));
  }

  public static RecordWrite update(UserRecord expected, UserRecord next, StreamKeyStorage storage) {
    return new RecordWrite(
        new RowWrite(Verb.UPDATE, UserTable.NAME, UserTable.values(next)),
        expected.key(),
        differences(expected.resources(), next.resources(), storage));
  }

  private static List<RowWrite> differences(
      Resources before, Resources after, StreamKeyStorage storage) {
    return Stream.of(ResourceKind.values())
        .flatMap(
            kind ->
                Stream.ofNullable(
                    difference(ResourceTable.of(kind), before.get(kind), after.get(kind), storage)))
        .toList();
  }

  private static @Nullable RowWrite difference(
      ResourceTable table,
      @Nullable AwsResource before,
      @Nullable AwsResource after,
      StreamKeyStorage storage) {
    if (after == null) {
      return before == null ? null : new RowWrite(Verb.DELETE, table.tableName(), Map.of());
    }
    if (after.equals(before)) {
      return null;
    }
    return new RowWrite(
        before == null ? Verb.INSERT : Verb.UPDATE,
        table.tableName(),
        ResourceTable.values(after, before, storage));
  }

  /**
   * Runs the write.
   *
   * @param version the expected version of an update
   * @return false if the stored record has another version
   */
  public boolean run(Transactions transactions, Sql sql, String action, long version) {
    if (resources.isEmpty()) {
      return transactions.single(action, c -> writeRecord(sql, c, version));
    }
    return sql.database().writesInOneStatement()
        ? transactions.single(action, c -> writeInOneStatement(sql, c, version))
        : transactions.together(action, c -> writeRecord(sql, c, version) && writeRest(sql, c));
  }

  private boolean writeRecord(Sql sql, Connection connection, long version) throws SQLException {
    return sql.update(connection, recordStatement(), recordValues(version).toArray()) == 1;
  }

  private String recordStatement() {
    String condition = record.verb() == Verb.UPDATE ? " AND version = ?" : "";
    return statement(record) + condition;
  }

  private List<@Nullable Object> recordValues(long version) {
    List<@Nullable Object> values = new ArrayList<>(record.values().values());
    values.add(key);
    if (record.verb() == Verb.UPDATE) {
      values.add(version);
    }
    return values;
  }

  /** Writes the resources; the record's row has been locked by its own write. */
  private boolean writeRest(Sql sql, Connection connection) throws SQLException {
    for (RowWrite row : resources) {
      List<@Nullable Object> values = new ArrayList<>(row.values().values());
      values.add(key);
      sql.update(connection, statement(row), values.toArray());
    }
    return true;
  }

  private static String statement(RowWrite row) {
    return switch (row.verb()) {
      case INSERT ->
          "INSERT INTO "
              + row.table()
              + " ("
              + row.columns()
              + ", record_key) VALUES ("
              + row.parameters()
              + ", ?)";
      case UPDATE ->
          "UPDATE " + row.table() + " SET " + row.assignments() + " WHERE record_key = ?";
      case DELETE -> "DELETE FROM " + row.table() + " WHERE record_key = ?";
    };
  }

  private boolean writeInOneStatement(Sql sql, Connection connection, long version)
      throws SQLException {
    StringBuilder statement =
        new StringBuilder("WITH u AS (").append(recordStatement()).append(" RETURNING record_key)");
    List<@Nullable Object> values = recordValues(version);
    for (RowWrite row : resources) {
      statement.append(", ").append(row.table().replace("streamcat_", "new_")).append(" AS (");
      statement.append(dependentStatement(row)).append(')');
      values.addAll(row.values().values());
    }
    statement.append(" SELECT COUNT(*) AS records FROM u");
    return sql.query(
                connection, row -> row.number("records"), statement.toString(), values.toArray())
            .get(0)
        == 1;
  }

  /** Returns a statement that does nothing unless the record's row was written. */
  private static String dependentStatement(RowWrite row) {
    return switch (row.verb()) {
      case INSERT ->
          "INSERT INTO "
              + row.table()
              + " ("
              + row.columns()
              + ", record_key) SELECT "
              + row.parameters()
              + ", u.record_key FROM u";
      case UPDATE ->
          "UPDATE "
              + row.table()
              + " AS r SET "
              + row.assignments()
              + " FROM u WHERE r.record_key = u.record_key";
      case DELETE ->
          "DELETE FROM " + row.table() + " AS r USING u WHERE r.record_key = u.record_key";
    };
  }
}
