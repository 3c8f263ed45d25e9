package io.streamcat.jdbc.internal.sql;

import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.time.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of statements: the caller's transaction on the same data source, if there is
 * one, or else a new one.
 *
 * <p>Any failure, including an {@link Error}, rolls the transaction back. A transaction that the
 * database rolled back in favor of another one is repeated after a pause: it had no effect.
 *
 * @param source the source of connections
 * @param sleeper the sleeper for pauses before repetitions
 * @param avoidsDirtyReads whether connections need another isolation level, because theirs reads
 *     uncommitted rows
 */
public record Transactions(ConnectionSource source, Sleeper sleeper, boolean avoidsDirtyReads) {

  private static final Logger log = LoggerFactory.getLogger(Transactions.class);

  /** The number of attempts, with pauses of up to 5, 10, 20 … 320 ms, about two seconds in all. */
  private static final int ATTEMPTS = 20;

  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 320;

  /** Work with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  public Transactions(ConnectionSource source) {
    this(source, duration -> Thread.sleep(duration.toMillis()), false);
  }

  /**
   * Creates the transactions of a repository, which never read half of another server's write,
   * whatever the isolation level of the pool.
   */
  public static Transactions ofRepository(ConnectionSource source) {
    Transactions any = new Transactions(source);
    boolean isDirty =
        any.single(
            "read the isolation level",
            c ->
                Database.of(c) != Database.POSTGRESQL
                    && c.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED);
    return new Transactions(source, any.sleeper, isDirty);
  }

  /** Runs one statement, which needs no transaction. */
  public <T> T single(String action, Work<T> work) {
    return repeatedly(action, work, false);
  }

  /** Runs several statements, of which all or none take effect. */
  public <T> T together(String action, Work<T> work) {
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
        log.debug("The database rolled back a transaction; repeating it action={}", action, e);
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
    // Checked first: a framework may bind the connection when it is acquired.
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
        // The work is done; the pool will notice that the connection is broken.
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

  /**
   * Runs the work after a savepoint, so that a failed statement does not abort the caller's
   * transaction.
   */
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
        // Setting auto-commit now would commit; the pool rolls back open transactions.
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
