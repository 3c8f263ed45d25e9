package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of facts on JDBC.
 *
 * @param transactions where connections come from
 * @param sql runs statements
 */
record JdbcFactRows(Transactions transactions, Sql sql) implements FactRows {

  @Override
  public boolean isTransactionActive() {
    return transactions.source().isTransactionActive();
  }

  @Override
  public <T> List<Versioned<T>> select(
      FactTable<T> table, String condition, int limit, List<?> values) {
    List<Object> all = new ArrayList<>(values);
    all.add(limit);
    return transactions.single(
        "read from " + table.name(),
        c ->
            sql.query(
                c,
                row -> new Versioned<>(table.read(row), row.number("version")),
                "SELECT * FROM " + table.name() + " WHERE " + condition + " LIMIT ?",
                all.toArray()));
  }

  @Override
  public Batch write(Batch batch, boolean patiently) {
    if (batch.all().size() == 1 && !patiently) {
      return transactions.single("store an event", c -> write(c, batch));
    }
    return transactions.together(
        "store events", c -> write(c, patiently ? renewed(c, batch) : batch));
  }

  private Batch renewed(Connection connection, Batch batch) throws SQLException {
    return new Batch(
        renewed(connection, BroadcastTable.INSTANCE, batch.broadcasts()),
        renewed(connection, PublicationTable.INSTANCE, batch.publications()));
  }

  /** Reads again what was there, and keeps others from changing it until this is written. */
  private <T> List<Change<T>> renewed(
      Connection connection, FactTable<T> table, List<Change<T>> changes) throws SQLException {
    List<String> known =
        changes.stream().filter(change -> change.version() != null).map(Change::key).toList();
    if (known.isEmpty()) {
      return changes;
    }
    Map<String, Versioned<T>> rows = new HashMap<>();
    sql.query(
            connection,
            row -> new Versioned<>(table.read(row), row.number("version")),
            "SELECT * FROM "
                + table.name()
                + " WHERE "
                + table.oneOf(known.size())
                + " ORDER BY "
                + table.keyColumn()
                + " FOR UPDATE",
            known.toArray())
        .forEach(row -> rows.put(table.key(row.value()), row));
    return changes.stream()
        .map(
            change -> {
              Versioned<T> row = rows.get(change.key());
              return row == null ? change : Change.update(table, row, change.join());
            })
        .toList();
  }

  /**
   * Rows that are written by the same statement go together: first those that were there, so that
   * nobody who has inserted a row waits for one that was there.
   */
  private Batch write(Connection connection, Batch batch) throws SQLException {
    Map<String, List<Change<?>>> byStatement = new LinkedHashMap<>();
    Stream.of(true, false)
        .flatMap(known -> batch.all().stream().filter(c -> (c.version() != null) == known))
        .forEach(
            change ->
                byStatement.computeIfAbsent(statement(change), s -> new ArrayList<>()).add(change));
    for (Map.Entry<String, List<Change<?>>> same : byStatement.entrySet()) {
      int[] counts =
          sql.batch(
              connection,
              same.getKey(),
              same.getValue().stream().map(JdbcFactRows::values).toList());
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 0) {
          throw new Conflict(same.getValue().get(i));
        }
      }
    }
    return batch;
  }

  private static String statement(Change<?> change) {
    FactTable<?> table = change.table();
    return change.version() == null
        ? "INSERT INTO "
            + table.name()
            + " ("
            + String.join(", ", table.columns())
            + ", version) VALUES ("
            + "?, ".repeat(table.columns().size())
            + "0)"
        : "UPDATE "
            + table.name()
            + " SET version = version + 1, "
            + table.columns().stream()
                .skip(1)
                .map(column -> column + " = ?")
                .collect(Collectors.joining(", "))
            + " WHERE "
            + table.keyColumn()
            + " = ? AND version = ?";
  }

  @Override
  public void empty(FactTable<?> table, String column, String key) {
    transactions.single(
        "note what was told",
        c ->
            sql.update(
                c,
                "UPDATE "
                    + table.name()
                    + " SET version = version + 1, "
                    + column
                    + " = NULL WHERE "
                    + table.keyColumn()
                    + " = ?",
                key));
  }

  private static <T> List<@Nullable Object> values(Change<T> change) {
    List<@Nullable Object> values = new ArrayList<>(change.table().values(change.value()));
    if (change.version() != null) {
      values.add(values.remove(0));
      values.add(change.version());
    }
    return values;
  }
}
