package io.streamcat.examples.lambda.events;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A single connection that is reused by all invocations: an instance of a function handles one
 * event at a time and needs no pool.
 *
 * <p>Between invocations the instance is frozen, for minutes or hours, and does not notice when the
 * server or a network device drops the connection. Not thread-safe.
 */
final class KeptConnection implements ConnectionSource {

  private static final int PATIENCE_SECONDS = 2;

  private final Opening opening;
  private @Nullable Connection kept;

  KeptConnection(Opening opening) {
    this.opening = opening;
  }

  /** The factory of connections. */
  @FunctionalInterface
  interface Opening {
    Connection open() throws SQLException;
  }

  /**
   * Ensures that the connection works, and reconnects otherwise.
   *
   * @throws StorageException if the database is unavailable, which may be temporary and affects all
   *     messages
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

  /** Closes the connection without contacting a server that may no longer exist. */
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

  /** Keeps the connection open for the next event. */
  @Override
  public void release(Connection connection) {}

  @Override
  public boolean isTransactionActive() {
    return false;
  }
}
