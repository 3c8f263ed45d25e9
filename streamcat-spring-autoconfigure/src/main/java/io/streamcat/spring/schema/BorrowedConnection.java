package io.streamcat.spring.schema;

import io.streamcat.jdbc.ConnectionSource;
import java.sql.Connection;

/**
 * A connection of a migration tool, which closes it.
 *
 * @param connection the connection
 */
record BorrowedConnection(Connection connection) implements ConnectionSource {

  @Override
  public Connection acquire() {
    return connection;
  }

  @Override
  public void release(Connection released) {}

  @Override
  public boolean isTransactionActive() {
    return false;
  }
}
