package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Where connections come from: the seam through which a framework's transactions are joined.
 *
 * <p>With Spring, for example, {@code acquire} and {@code release} are {@code
 * DataSourceUtils.getConnection} and {@code releaseConnection}, and {@code isTransactionActive} is
 * {@code TransactionSynchronizationManager.isActualTransactionActive}. Implementations are thread
 * safe.
 */
public interface ConnectionSource {

  /**
   * Takes connections from a data source, each change being a transaction of its own.
   *
   * @param dataSource the data source, pooled if it is to be fast; never closed
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
   * Gets a connection: that of the caller's transaction, if there is one.
   *
   * @return a connection
   * @throws SQLException if none is to be had
   */
  Connection acquire() throws SQLException;

  /**
   * Gives a connection back.
   *
   * @param connection what {@link #acquire} returned
   * @throws SQLException if that fails
   */
  void release(Connection connection) throws SQLException;

  /**
   * Tells whether the caller has a transaction under way. What is changed then is the caller's to
   * commit, and the provisioner refuses to work.
   *
   * @return true inside a transaction of the caller's
   */
  boolean isTransactionActive();
}
