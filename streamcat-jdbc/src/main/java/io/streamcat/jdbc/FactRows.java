package io.streamcat.jdbc;

import java.util.List;
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
   */
  record Change<T>(FactTable<T> table, T value, @Nullable Long version) {

    String key() {
      return table.key(value);
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
   * Writes all rows or none, in the order given.
   *
   * @throws Conflict if a row is not as it was read
   * @throws SqlFailure.Violation if a row that was not there is there
   */
  void write(List<Change<?>> changes);
}
