package io.streamcat.jdbc;

import io.streamcat.error.StorageException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What a database's refusal means. */
final class SqlFailure {

  /** How often a transaction is tried that the database gave up in favour of another. */
  static final int ATTEMPTS = 5;

  /** Lost connection, transaction given up, resources short, server stopping, system error. */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  private static final String GIVEN_UP = "40";
  private static final String CONSTRAINT = "23";

  private SqlFailure() {}

  /** A uniqueness of the schema's was violated, and everything undone. */
  static final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(SQLException cause) {
      super(cause);
    }
  }

  /** Tells whether the transaction was undone for another's sake, so that it may be repeated. */
  static boolean isGivenUp(SQLException e) {
    return isClass(e, GIVEN_UP);
  }

  /** Returns a {@link Violation} or a {@link StorageException}. */
  static RuntimeException of(String action, SQLException e) {
    if (isClass(e, CONSTRAINT) || e instanceof SQLIntegrityConstraintViolationException) {
      return new Violation(e);
    }
    return new StorageException(
        "could not " + action + ": " + e.getMessage() + " (SQL state " + e.getSQLState() + ")",
        isPassing(e),
        e);
  }

  private static boolean isPassing(SQLException e) {
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || PASSING.stream().anyMatch(sqlClass -> isClass(e, sqlClass));
  }

  private static boolean isClass(SQLException e, String sqlClass) {
    return e.getSQLState() != null && e.getSQLState().startsWith(sqlClass);
  }
}
