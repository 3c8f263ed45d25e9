package io.streamcat.examples.lambda.events;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, kept from one invocation to the next: an instance of a function does one thing at
 * a time, and needs no pool.
 *
 * <p>In between it is frozen, for minutes or for hours, and does not notice that the server, or
 * whatever is on the way to it, has given the connection up. Not for several threads at once.
 */
final class KeptConnection implements ConnectionSource {

  private static final int PATIENCE_SECONDS = 2;

  private final Opening opening;
  private @Nullable Connection kept;

  KeptConnection(Opening opening) {
    this.opening = opening;
  }

  /** How a connection is made. */
  @FunctionalInterface
  interface Opening {
    Connection open() throws SQLException;
  }

  /**
   * Makes sure that there is a connection that works.
   *
   * @throws StorageException if there is none to be had, which may be so for all messages alike and
   *     only for now
   */
  void renewIfBroken() {
    try {
      if (kept == null || !kept.isValid(PATIENCE_SECONDS)) {
        giveUp();
        kept = opening.open();
      }
    } catch (SQLException e) {
      throw new StorageException("no connection to the database: " + e.getMessage(), true, e);
    }
  }

  /** Without a word to a server that may not be there any more. */
  private void giveUp() throws SQLException {
    if (kept != null) {
      kept.abort(Runnable::run);
      kept = null;
    }
  }

  @Override
  public Connection acquire() throws SQLException {
    if (kept == null || kept.isClosed()) {
      kept = opening.open();
    }
    return kept;
  }

  /** Keeps it. */
  @Override
  public void release(Connection connection) {}

  @Override
  public boolean isTransactionActive() {
    return false;
  }
}
