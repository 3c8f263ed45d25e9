package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
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
  public <T> List<Versioned<T>> find(FactTable<T> table, List<String> keys) {
    return transactions.single("read from " + table.name(), c -> find(c, table, keys, false));
  }

  private <T> List<Versioned<T>> find(
      Connection connection, FactTable<T> table, List<String> keys, boolean locked)
      throws SQLException {
    return sql.queryByKeys(
        connection,
        row -> new Versioned<>(table.read(row), row.number("version")),
        table.name(),
        table.keyColumn(),
        keys,
        locked);
  }

  @Override
  public void write(Batch batch, boolean patiently) {
    if (batch.all().size() == 1 && !patiently) {
      transactions.single("store an event", c -> write(c, batch, false));
    } else {
      transactions.together("store events", c -> write(c, batch, patiently));
    }
  }

  private Batch write(Connection connection, Batch batch, boolean patiently) throws SQLException {
    insert(connection, batch.broadcasts());
    insert(connection, batch.publications());
    update(connection, BroadcastTable.INSTANCE, batch.broadcasts(), patiently);
    update(connection, PublicationTable.INSTANCE, batch.publications(), patiently);
    return batch;
  }

  private <T> void insert(Connection connection, List<Change<T>> changes) throws SQLException {
    write(connection, changes.stream().filter(Change::isNew).toList());
  }

  private <T> void update(
      Connection connection, FactTable<T> table, List<Change<T>> changes, boolean patiently)
      throws SQLException {
    List<Change<T>> known = changes.stream().filter(change -> !change.isNew()).toList();
    write(connection, patiently ? renewed(connection, table, known) : known);
  }

  /** Reads again what was there, and keeps others from changing it until this is written. */
  private <T> List<Change<T>> renewed(
      Connection connection, FactTable<T> table, List<Change<T>> changes) throws SQLException {
    if (changes.isEmpty()) {
      return changes;
    }
    Map<String, Versioned<T>> rows = new HashMap<>();
    find(connection, table, changes.stream().map(Change::key).toList(), true)
        .forEach(row -> rows.put(table.key(row.value()), row));
    return changes.stream()
        .flatMap(
            change -> {
              Versioned<T> row = rows.get(change.key());
              return row == null ? Stream.of(change) : Change.update(table, row, change.join());
            })
        .toList();
  }

  /** Changes of one kind are one statement. */
  private <T> void write(Connection connection, List<Change<T>> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    int[] counts =
        sql.batch(
            connection,
            statement(changes.get(0)),
            changes.stream().map(JdbcFactRows::values).toList());
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        throw new Conflict(changes.get(i));
      }
    }
  }

  private static String statement(Change<?> change) {
    FactTable<?> table = change.table();
    return change.isNew()
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

  private static <T> List<@Nullable Object> values(Change<T> change) {
    List<@Nullable Object> values = new ArrayList<>(change.table().values(change.value()));
    if (change.version() != null) {
      values.add(values.remove(0));
      values.add(change.version());
    }
    return values;
  }
}
