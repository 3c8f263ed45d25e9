package io.streamcat.jdbc;

import java.sql.Connection;

/**
 * The one connection that a framework hands out, for example while a transaction is under way.
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
