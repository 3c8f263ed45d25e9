package io.streamcat.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Connections whose statements are written down, and their commits. */
class RecordedConnections implements ConnectionSource {

  private final DataSource dataSource;
  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final List<String> commits = new CopyOnWriteArrayList<>();

  RecordedConnections(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  List<String> statements() {
    return statements;
  }

  List<String> commits() {
    return commits;
  }

  void clear() {
    statements.clear();
    commits.clear();
  }

  @Override
  public Connection acquire() throws SQLException {
    Connection connection = dataSource.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "prepareStatement" -> statements.add((String) arguments[0]);
                case "commit" -> commits.add(method.getName());
                default -> {}
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void release(Connection connection) throws SQLException {
    connection.close();
  }

  @Override
  public boolean isTransactionActive() {
    return false;
  }
}
