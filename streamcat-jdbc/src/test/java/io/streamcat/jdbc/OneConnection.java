package io.streamcat.jdbc;

import java.sql.Connection;

/**
 * A source that returns one connection, like a framework during a transaction.
 *
 * @param connection the connection
 * @param isTransactionActive whether the caller has begun a transaction on it
 */
public record OneConnection(Connection connection, boolean isTransactionActive)
    implements ConnectionSource {

  @Override
  public Connection acquire() {
    return connection;
  }

  @Override
  public void release(Connection released) {}
}
