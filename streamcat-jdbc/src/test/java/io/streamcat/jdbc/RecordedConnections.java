package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that record their statements and all calls that may cost a round trip. */
public class RecordedConnections extends InterceptedConnections {

  /** MySQL's and MariaDB's drivers send these; PostgreSQL's sends some with the next statement. */
  private static final Set<String> CALLS =
      Set.of("commit", "rollback", "setAutoCommit", "setSavepoint", "releaseSavepoint");

  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private @Nullable String failing;

  public RecordedConnections(DataSource dataSource) {
    super(dataSource);
  }

  /** Returns the statements, with the standard table names. */
  public List<String> statements() {
    return statements;
  }

  public List<String> commits() {
    return calls.stream().filter("commit"::equals).toList();
  }

  /** Returns the names of the calls, where each execution of a statement is an {@code execute}. */
  public List<String> calls() {
    return calls;
  }

  /** Fails the next call of a method, once. */
  public void failNext(String method) {
    failing = method;
  }

  public void clear() {
    statements.clear();
    calls.clear();
  }

  @Override
  public Connection intercepted(Connection connection) {
    return proxied(
        Connection.class,
        (proxy, method, arguments) -> {
          if (CALLS.contains(method.getName())) {
            calls.add(method.getName());
          }
          if (method.getName().equals(failing)) {
            failing = null;
            throw new SQLException(method.getName() + " failed", "08006");
          }
          Object result = invoke(method, connection, arguments);
          if (result instanceof PreparedStatement statement) {
            statements.add((String) arguments[0]);
            return recorded(statement);
          }
          return result;
        });
  }

  private PreparedStatement recorded(PreparedStatement statement) {
    return proxied(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            calls.add("execute");
          }
          return invoke(method, statement, arguments);
        });
  }
}
