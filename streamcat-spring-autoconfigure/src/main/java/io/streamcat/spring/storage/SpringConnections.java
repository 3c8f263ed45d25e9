package io.streamcat.spring.storage;

import io.streamcat.jdbc.ConnectionSource;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ReflectionUtils;

/**
 * Connections that join Spring's transactions on one data source.
 *
 * <p>Inside the transaction of another resource, such as a message broker or a second database, a
 * connection belongs to no transaction, and each write is committed at once. {@link
 * DataSourceUtils} would bind the connection to that transaction, and commit nothing if the pool
 * has auto-commit off.
 *
 * @param dataSource the data source
 */
record SpringConnections(DataSource dataSource) implements ConnectionSource {

  /** A method that is not public; it returns whether a transaction has begun on the connection. */
  static final Method TRANSACTION_ACTIVE =
      Objects.requireNonNull(
          ReflectionUtils.findMethod(ConnectionHolder.class, "isTransactionActive"));

  static {
    ReflectionUtils.makeAccessible(TRANSACTION_ACTIVE);
  }

  /** Unwraps proxies that would join every transaction. */
  SpringConnections {
    while (dataSource instanceof TransactionAwareDataSourceProxy proxy
        && proxy.getTargetDataSource() != null) {
      dataSource = proxy.getTargetDataSource();
    }
  }

  @Override
  public Connection acquire() throws SQLException {
    return isTransactionActive()
        ? DataSourceUtils.doGetConnection(dataSource)
        : dataSource.getConnection();
  }

  @Override
  public void release(Connection connection) throws SQLException {
    DataSourceUtils.doReleaseConnection(connection, dataSource);
  }

  @Override
  public boolean isTransactionActive() {
    return TransactionSynchronizationManager.getResource(dataSource)
            instanceof ConnectionHolder holder
        && (!holder.isSynchronizedWithTransaction() || isBegun(holder));
  }

  /**
   * A holder that is merely synchronised was bound by other code in a foreign transaction; JPA's
   * transactions bind holders that are not.
   */
  private static boolean isBegun(ConnectionHolder holder) {
    return Boolean.TRUE.equals(ReflectionUtils.invokeMethod(TRANSACTION_ACTIVE, holder));
  }
}
