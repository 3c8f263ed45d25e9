package io.streamcat.jdbc;

import io.streamcat.time.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements in a transaction: the caller's on the same data source, if there is one, or else
 * one of their own.
 *
 * <p>Whatever goes wrong, an {@link Error} included, undoes the transaction. One that the database
 * undid for the sake of another one is repeated after a pause: it had no effect.
 *
 * @param source where connections come from
 * @param sleeper pauses before repetitions
 * @param avoidsDirtyReads whether connections read what is not committed unless told otherwise
 */
record Transactions(ConnectionSource source, Sleeper sleeper, boolean avoidsDirtyReads) {

  private static final Logger log = LoggerFactory.getLogger(JdbcUserRepository.class);

  /** At a pause of up to 5, 10, 20 … 320 ms, about a second in all. */
  private static final int ATTEMPTS = 10;

  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 320;

  /** Work with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  Transactions(ConnectionSource source) {
    this(source, duration -> Thread.sleep(duration.toMillis()), false);
  }

  /**
   * Creates the transactions of a repository. Half of another server's write must not be read,
   * whatever isolation level the pool has.
   */
  static Transactions ofRepository(ConnectionSource source) {
    Transactions any = new Transactions(source);
    boolean isDirty =
        any.single(
            "read the isolation level",
            c ->
                Database.of(c) != Database.POSTGRESQL
                    && c.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED);
    return new Transactions(source, any.sleeper, isDirty);
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
        if (!SqlFailure.isRolledBack(e)
            || attempt == ATTEMPTS
            || source.isTransactionActive()
            || !pause(attempt)) {
          throw SqlFailure.of(action, e);
        }
        log.debug("The database gave up a transaction; repeating it action={}", action, e);
      }
    }
  }

  /** Returns false if the thread was interrupted. */
  private boolean pause(int attempt) {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (attempt - 1));
    try {
      sleeper.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, longest + 1)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> T connected(Work<T> work, boolean together) throws SQLException {
    // Asked before: a framework may bind the connection that is acquired.
    boolean joins = source.isTransactionActive();
    Connection connection = source.acquire();
    try {
      boolean autoCommit = connection.getAutoCommit();
      if (joins && !autoCommit) {
        return joined(connection, work);
      }
      return avoidsDirtyReads
          ? isolated(connection, work, together)
          : run(connection, work, together);
    } finally {
      try {
        source.release(connection);
      } catch (SQLException e) {
        // The work is done; the pool will find out about the connection.
        log.debug("A connection could not be released", e);
      }
    }
  }

  private static <T> T isolated(Connection connection, Work<T> work, boolean together)
      throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try {
      return run(connection, work, together);
    } finally {
      restore(() -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED));
    }
  }

  private static <T> T run(Connection connection, Work<T> work, boolean together)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    return autoCommit && !together ? work.in(connection) : committed(connection, work, autoCommit);
  }

  /** A failed statement must not spoil the caller's transaction, so it follows a savepoint. */
  private static <T> T joined(Connection connection, Work<T> work) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    T result;
    try {
      result = work.in(connection);
    } catch (Throwable e) {
      try {
        connection.rollback(savepoint);
        connection.releaseSavepoint(savepoint);
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    connection.releaseSavepoint(savepoint);
    return result;
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
    } catch (Throwable e) {
      try {
        connection.rollback();
      } catch (SQLException again) {
        // Setting auto-commit now would commit; a pool undoes what it finds open.
        e.addSuppressed(again);
        throw e;
      }
      restoreAutoCommit(connection, autoCommit);
      throw e;
    }
    restoreAutoCommit(connection, autoCommit);
    return result;
  }

  private static void restoreAutoCommit(Connection connection, boolean autoCommit) {
    if (autoCommit) {
      restore(() -> connection.setAutoCommit(true));
    }
  }

  /** A change of a connection's state. */
  @FunctionalInterface
  private interface Restoration {
    void run() throws SQLException;
  }

  private static void restore(Restoration restoration) {
    try {
      restoration.run();
    } catch (SQLException e) {
      log.debug("A connection could not be restored", e);
    }
  }
}
