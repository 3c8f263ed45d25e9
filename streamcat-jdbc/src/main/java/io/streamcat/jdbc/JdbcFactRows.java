package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  public void write(List<Change<?>> changes) {
    Transactions.Work<Integer> work = c -> write(c, changes);
    if (changes.size() == 1) {
      transactions.single("store an event", work);
    } else {
      transactions.together("store events", work);
    }
  }

  /** Rows that are written by the same statement go together. */
  private int write(Connection connection, List<Change<?>> changes) throws SQLException {
    Map<String, List<Change<?>>> byStatement = new LinkedHashMap<>();
    for (Change<?> change : changes) {
      byStatement.computeIfAbsent(statement(change), s -> new ArrayList<>()).add(change);
    }
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
    return changes.size();
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

  private static <T> List<@Nullable Object> values(Change<T> change) {
    List<@Nullable Object> values = new ArrayList<>(change.table().values(change.value()));
    if (change.version() != null) {
      values.add(values.remove(0));
      values.add(change.version());
    }
    return values;
  }
}
