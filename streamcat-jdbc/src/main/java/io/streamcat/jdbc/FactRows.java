package io.streamcat.jdbc;

import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.StoredBroadcast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How rows of facts are read and written; what JDBC and JPA differ in. */
interface FactRows {

  /**
   * A row as read, with the version it had.
   *
   * @param value what it holds
   * @param version grows with every change
   */
  record Versioned<T>(T value, long version) {}

  /**
   * A row to write.
   *
   * @param table where it is
   * @param value what it is to hold
   * @param version the version it was read with, or null if there was no row
   * @param join what the change makes of a row
   */
  record Change<T>(FactTable<T> table, T value, @Nullable Long version, UnaryOperator<T> join) {

    static <T> Change<T> insert(FactTable<T> table, T value) {
      return new Change<>(table, value, null, UnaryOperator.identity());
    }

    /** Returns nothing if nothing changes. */
    static <T> Stream<Change<T>> update(
        FactTable<T> table, Versioned<T> row, UnaryOperator<T> join) {
      T value = join.apply(row.value());
      return value.equals(row.value())
          ? Stream.empty()
          : Stream.of(new Change<>(table, value, row.version(), join));
    }

    String key() {
      return table.key(value);
    }

    boolean isNew() {
      return version == null;
    }
  }

  /**
   * What is written together.
   *
   * @param broadcasts rows of broadcasts, in the order of their keys
   * @param publications the same of publications
   */
  record Batch(List<Change<StoredBroadcast>> broadcasts, List<Change<Publication>> publications) {

    /** First the rows that are new. */
    List<Change<?>> all() {
      List<Change<?>> all = new ArrayList<>(broadcasts);
      all.addAll(publications);
      all.sort(Comparator.comparing(change -> !change.isNew()));
      return all;
    }
  }

  /** Another server was faster; nothing was written. */
  final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Conflict(Change<?> change) {
      super(change.key() + " was changed by another server");
    }
  }

  boolean isTransactionActive();

  /**
   * Reads rows.
   *
   * @param condition in SQL, with columns of the table, parameters and an order
   * @param values those of the parameters
   */
  <T> List<Versioned<T>> select(FactTable<T> table, String condition, int limit, List<?> values);

  /**
   * Reads rows by their keys.
   *
   * @param keys in order; those of which there is no row are left out
   */
  <T> List<Versioned<T>> find(FactTable<T> table, List<String> keys);

  /**
   * Writes all rows or none, first those that are new.
   *
   * @param patiently whether to wait for others who write the same rows, and to change what they
   *     have written; not all rows can do so
   * @throws Conflict if a row is not as it was read
   * @throws SqlFailure.Violation if a row that was not there is there
   */
  void write(Batch batch, boolean patiently);
}
