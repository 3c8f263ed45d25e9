package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A source of connections, which can join a framework's transactions.
 *
 * <p>Only a transaction that the caller has begun on the same data source is joined. Inside a
 * transaction of another resource, such as a second database or a message broker, {@link #acquire}
 * returns a connection that belongs to no transaction, and {@link #isTransactionActive} false: the
 * repositories then commit their own writes. Implementations are thread safe; {@code
 * docs/how-to/store-users-in-a-database.md} has one for Spring.
 */
public interface ConnectionSource {

  /**
   * Creates a source that takes connections from a data source and joins no transaction.
   *
   * @param dataSource the data source, which should be a pool; never closed
   * @return a new source
   */
  static ConnectionSource of(DataSource dataSource) {
    return new ConnectionSource() {
      @Override
      public Connection acquire() throws SQLException {
        return dataSource.getConnection();
      }

      @Override
      public void release(Connection connection) throws SQLException {
        connection.close();
      }

      @Override
      public boolean isTransactionActive() {
        return false;
      }
    };
  }

  /**
   * Acquires a connection: that of the caller's transaction if {@link #isTransactionActive}, else
   * one that nothing else uses.
   *
   * @return a connection
   * @throws SQLException if no connection is available
   */
  Connection acquire() throws SQLException;

  /**
   * Releases a connection.
   *
   * @param connection a connection that {@link #acquire} returned
   * @throws SQLException if it could not be released
   */
  void release(Connection connection) throws SQLException;

  /**
   * Returns whether the caller has begun a transaction on this data source. Users cannot be changed
   * inside one. Events that are stored inside one are committed by the caller.
   *
   * @return true if {@link #acquire} returns the connection of the caller's transaction
   */
  boolean isTransactionActive();
}
