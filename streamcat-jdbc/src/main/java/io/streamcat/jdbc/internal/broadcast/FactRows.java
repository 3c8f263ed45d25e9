package io.streamcat.jdbc.internal.broadcast;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.Publication;
import io.streamcat.jdbc.internal.sql.FactTable;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of facts in the database.
 *
 * @param transactions the transactions of statements
 * @param sql the statements
 */
public record FactRows(Transactions transactions, Sql sql) {

  /**
   * A row as read.
   *
   * @param value the facts of the row
   * @param version a number that grows with every change
   */
  public record Versioned<T>(T value, long version) {}

  /**
   * A row to write.
   *
   * @param table the table
   * @param value the facts to store
   * @param version the version that was read, or null if there was no row
   * @param merge merges the facts of the change into a row
   */
  public record Change<T>(
      FactTable<T> table, T value, @Nullable Long version, UnaryOperator<T> merge) {

    public static <T> Change<T> insert(FactTable<T> table, T value) {
      return new Change<>(table, value, null, UnaryOperator.identity());
    }

    /** Returns the change; empty if the row stays the same. */
    public static <T> Stream<Change<T>> update(
        FactTable<T> table, Versioned<T> row, UnaryOperator<T> merge) {
      T value = merge.apply(row.value());
      return value.equals(row.value())
          ? Stream.empty()
          : Stream.of(new Change<>(table, value, row.version(), merge));
    }

    public String key() {
      return table.key(value);
    }

    boolean isNew() {
      return version == null;
    }
  }

  /**
   * Rows that are written together.
   *
   * @param broadcasts rows of broadcasts, in the order of their keys
   * @param publications rows of publications, in the order of their keys
   * @param merges the merges that change these rows, whose notifications are stored with them
   */
  public record Batch(
      List<Change<Broadcast>> broadcasts,
      List<Change<Publication>> publications,
      List<FactMerge> merges) {

    /** Returns all changes, those of new rows first. */
    public List<Change<?>> all() {
      List<Change<?>> all = new ArrayList<>(broadcasts);
      all.addAll(publications);
      all.sort(Comparator.comparing(change -> !change.isNew()));
      return all;
    }
  }

  /** Thrown when another server has changed a row meanwhile. Nothing was written. */
  public static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Conflict(Change<?> change) {
      super(change.key() + " was changed by another server");
    }
  }

  public boolean isTransactionActive() {
    return transactions.source().isTransactionActive();
  }

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
                "SELECT "
                    + table.selected()
                    + " FROM "
                    + table.name()
                    + " WHERE "
                    + condition
                    + " LIMIT ?",
                all.toArray()));
  }

  /**
   * Reads a page of the rows that meet one of several conditions, ordered by their keys. Each
   * condition has one parameter and an index of its own, from which at most a page is read.
   */
  public <T> List<Versioned<T>> union(
      FactTable<T> table, List<String> conditions, int limit, Object value) {
    String page = " ORDER BY " + table.keyColumn() + " LIMIT ?";
    List<Object> values = new ArrayList<>();
    conditions.forEach(condition -> values.addAll(List.of(value, limit)));
    values.add(limit);
    return transactions.single(
        "read from " + table.name(),
        c ->
            sql.query(
                c,
                row -> new Versioned<>(table.read(row), row.number("version")),
                conditions.stream()
                        .map(
                            condition ->
                                "(SELECT "
                                    + table.selected()
                                    + " FROM "
                                    + table.name()
                                    + " WHERE "
                                    + condition
                                    + page
                                    + ")")
                        .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") AS pages"))
                    + page,
                values.toArray()));
  }

  /** Records the claim of a repair in the row, unless another server has a later claim. */
  public boolean claimRepair(String streamId, Instant now, Instant expired) {
    return transactions.single(
        "claim a repair",
        c ->
            sql.update(
                    c,
                    "UPDATE streamcat_broadcast SET repaired_at = ? WHERE stream_id = ?"
                        + " AND (repaired_at IS NULL OR repaired_at <= ?)",
                    now,
                    streamId,
                    expired)
                == 1);
  }

  public <T> List<Versioned<T>> find(FactTable<T> table, List<String> keys) {
    return transactions.single("read from " + table.name(), c -> find(c, table, keys, false));
  }

  private <T> List<Versioned<T>> find(
      Connection connection, FactTable<T> table, List<String> keys, boolean locked)
      throws SQLException {
    return sql.queryByKeys(
        connection,
        row -> new Versioned<>(table.read(row), row.number("version")),
        table,
        keys,
        locked);
  }

  /** Deletes the oldest rows by a time before the given one, and returns their number. */
  public int deleteOldest(FactTable<?> table, String column, Instant before, int limit) {
    return transactions.single(
        "delete from " + table.name(),
        c -> sql.update(c, sql.database().deleteOldest(table, column), before, limit));
  }

  public void write(Batch batch, boolean patiently) {
    try {
      writeOnce(batch, patiently);
    } catch (Sql.UncountedBatch e) {
      writeOnce(batch, patiently);
    }
  }

  private void writeOnce(Batch batch, boolean patiently) {
    if (batch.all().size() == 1
        && !patiently
        && batch.merges().stream().allMatch(merge -> merge.triggered().isEmpty())) {
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
    NotificationRows.insert(connection, sql, batch.merges());
    return batch;
  }

  private <T> void insert(Connection connection, List<Change<T>> changes) throws SQLException {
    List<Change<T>> added = changes.stream().filter(Change::isNew).toList();
    if (!added.isEmpty()) {
      // An insert succeeds or throws, so its count is irrelevant.
      sql.batch(connection, statement(added.get(0)), values(added));
    }
  }

  private <T> void update(
      Connection connection, FactTable<T> table, List<Change<T>> changes, boolean patiently)
      throws SQLException {
    List<Change<T>> known = changes.stream().filter(change -> !change.isNew()).toList();
    update(connection, patiently ? renewed(connection, table, known) : known);
  }

  /** Reads known rows again and locks them until the changes are written. */
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
              return row == null ? Stream.of(change) : Change.update(table, row, change.merge());
            })
        .toList();
  }

  private <T> void update(Connection connection, List<Change<T>> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    int[] counts = sql.updates(connection, statement(changes.get(0)), values(changes));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 1) {
        throw new Conflict(changes.get(i));
      }
    }
  }

  private static <T> List<List<@Nullable Object>> values(List<Change<T>> changes) {
    return changes.stream().map(FactRows::values).toList();
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
