package io.streamcat.spring;

import io.streamcat.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Connections of Spring's transactions.
 *
 * @param dataSource the data source
 */
record SpringConnections(DataSource dataSource) implements ConnectionSource {

  @Override
  public Connection acquire() throws SQLException {
    return DataSourceUtils.doGetConnection(dataSource);
  }

  @Override
  public void release(Connection connection) throws SQLException {
    DataSourceUtils.doReleaseConnection(connection, dataSource);
  }

  /** Any transaction counts: whether this data source takes part may not show before it is used. */
  @Override
  public boolean isTransactionActive() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }
}
