package io.streamcat.jdbc.internal.sql;

import io.streamcat.exception.StorageException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** The interpretation of database errors. */
public final class SqlFailure {

  /** Serialization failure, deadlock; H2's concurrent update. 40003 is not among them. */
  private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01", "90131");

  /** MySQL's deadlock, and MariaDB's row that changed since the snapshot was taken. */
  private static final Set<Integer> ROLLED_BACK_CODES = Set.of(1213, 1020);

  /** Lock wait timeout, execution time exceeded, lock not available. */
  private static final Set<Integer> TIMEOUT_CODES = Set.of(1205, 1969, 3024, 3572);

  /**
   * Lock not available, H2's lock timeout, query interrupted; H2's broken and closed connections.
   */
  private static final Set<String> TRANSIENT_STATES =
      Set.of("55P03", "HYT00", "70100", "90067", "90098", "90121");

  /**
   * Lost connection, transaction rolled back, resources exhausted, server stopping, system error.
   * Errors without a state come from pools and drivers, not from the database.
   */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("", "08", "40", "53", "57", "58");

  private static final String UNIQUE = "23505";
  private static final String REFERENCED = "23503";
  private static final String INTEGRITY = "23000";
  private static final Set<Integer> UNIQUE_CODES = Set.of(1062, 1586);
  private static final Set<Integer> REFERENCED_CODES = Set.of(1451, 1217);

  /** MySQL's number of a lock wait timeout, which one driver gives the state of a deadlock. */
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  private SqlFailure() {}

  /**
   * Thrown when a unique constraint was violated and everything was rolled back. Never leaves the
   * repositories.
   */
  public static final class Duplicate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Duplicate(SQLException cause) {
      super(cause);
    }
  }

  /** Returns whether the database rolled back the transaction in favor of another one. */
  public static boolean isRolledBack(SQLException e) {
    return (ROLLED_BACK.contains(state(e)) || ROLLED_BACK_CODES.contains(e.getErrorCode()))
        && e.getErrorCode() != LOCK_WAIT_TIMEOUT;
  }

  /** Returns whether a row could not be deleted because another table refers to it. */
  public static boolean isReferenced(SQLException e) {
    return state(e).equals(REFERENCED)
        || (state(e).equals(INTEGRITY) && REFERENCED_CODES.contains(e.getErrorCode()));
  }

  private static boolean isDuplicate(SQLException e) {
    return state(e).equals(UNIQUE)
        || (state(e).equals(INTEGRITY) && UNIQUE_CODES.contains(e.getErrorCode()));
  }

  /** Returns a {@link Duplicate} or a {@link StorageException}. */
  public static RuntimeException of(String action, SQLException e) {
    if (isDuplicate(e)) {
      return new Duplicate(e);
    }
    String state = " (SQL state " + e.getSQLState() + ")";
    if (quotesRow(e)) {
      String words =
          ": the database rejected a value, code "
              + e.getErrorCode()
              + state
              + "; see the database's log";
      return new StorageException("could not " + action + words, isTransient(e), null);
    }
    return new StorageException(
        "could not " + action + ": " + e.getMessage() + state, isTransient(e), e);
  }

  /**
   * Returns whether the message, and so the exception, may quote a row: its password hash and its
   * idempotency key.
   */
  private static boolean quotesRow(SQLException e) {
    return state(e).startsWith("22") || state(e).startsWith("23");
  }

  private static boolean isTransient(SQLException e) {
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || isRolledBack(e)
        || TRANSIENT_STATES.contains(state(e))
        || TIMEOUT_CODES.contains(e.getErrorCode())
        || TRANSIENT_CLASSES.contains(state(e).substring(0, Math.min(2, state(e).length())));
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
