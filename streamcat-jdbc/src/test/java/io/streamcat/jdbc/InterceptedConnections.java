package io.streamcat.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that a test can observe, and whose results it can replace. */
abstract class InterceptedConnections implements ConnectionSource {

  private final DataSource dataSource;

  InterceptedConnections(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Returns a connection that passes calls on to another one by {@link #invoke}. */
  abstract Connection intercepted(Connection connection);

  static <T> T proxied(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static @Nullable Object invoke(Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Connection acquire() throws SQLException {
    return intercepted(dataSource.getConnection());
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
