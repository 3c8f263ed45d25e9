package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements in a transaction: the caller's, if there is one, or else one of their own.
 *
 * @param source where connections come from
 */
record Transactions(ConnectionSource source) {

  private static final Logger log = LoggerFactory.getLogger(JdbcUserRepository.class);

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /** Runs one statement; it needs no transaction around it. */
  <T> T single(String action, Work<T> work) {
    return repeatedly(action, work, false);
  }

  /** Runs several statements, all of which take effect or none. */
  <T> T together(String action, Work<T> work) {
    return repeatedly(action, work, true);
  }

  private <T> T repeatedly(String action, Work<T> work, boolean together) {
    for (int attempt = 1; ; attempt++) {
      try {
        return connected(work, together);
      } catch (SQLException e) {
        if (!SqlFailure.isGivenUp(e)
            || attempt == SqlFailure.ATTEMPTS
            || source.isTransactionActive()) {
          throw SqlFailure.of(action, e);
        }
        log.debug("Trying again to {}", action, e);
      }
    }
  }

  private <T> T connected(Work<T> work, boolean together) throws SQLException {
    Connection connection = source.acquire();
    try {
      boolean autoCommit = connection.getAutoCommit();
      // The caller's transaction may be another database's.
      if (source.isTransactionActive() && !autoCommit) {
        return joined(connection, work);
      }
      if (autoCommit && !together) {
        return work.in(connection);
      }
      return committed(connection, work, autoCommit);
    } finally {
      try {
        source.release(connection);
      } catch (SQLException e) {
        // What was done is done; the pool will find out about the connection.
        log.debug("A connection could not be released", e);
      }
    }
  }

  /** A savepoint, since a failed statement must not spoil the caller's transaction. */
  private static <T> T joined(Connection connection, Work<T> work) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try {
      return work.in(connection);
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback(savepoint);
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static <T> T committed(Connection connection, Work<T> work, boolean autoCommit)
      throws SQLException {
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    T result;
    try {
      result = work.in(connection);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    } finally {
      if (autoCommit) {
        restore(connection);
      }
    }
    return result;
  }

  private static void restore(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      log.debug("A connection could not be restored", e);
    }
  }
}
