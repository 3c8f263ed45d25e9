package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections that fail during writes, at places that a test chooses. */
public class FaultyConnections extends InterceptedConnections {

  /** The places at which a connection may fail. */
  public enum Place {
    BEFORE_EXECUTE,
    AFTER_EXECUTE,
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  /** A fault, which fails at some places. */
  @FunctionalInterface
  public interface Fault {
    void at(Place place, Connection connection) throws SQLException;
  }

  private final Fault fault;

  public FaultyConnections(DataSource dataSource, Fault fault) {
    super(dataSource);
    this.fault = fault;
  }

  /** Returns connections that break after each change has taken effect. */
  public static FaultyConnections losingAnswers(DataSource dataSource) {
    return new FaultyConnections(
        dataSource,
        (place, connection) -> {
          if (place == Place.AFTER_COMMIT
              || (place == Place.AFTER_EXECUTE && connection.getAutoCommit())) {
            throw new SQLException("the connection broke", "08006");
          }
        });
  }

  /**
   * Returns connections on which each change fails before it takes effect, in a transaction after a
   * part of it.
   */
  public static FaultyConnections breakingOff(DataSource dataSource) {
    return new FaultyConnections(
        dataSource,
        (place, connection) -> {
          if (place == (connection.getAutoCommit() ? Place.BEFORE_EXECUTE : Place.AFTER_EXECUTE)) {
            throw new NoClassDefFoundError("com/example/KeyService");
          }
        });
  }

  @Override
  public Connection intercepted(Connection connection) {
    boolean[] written = {false};
    return proxied(
        Connection.class,
        (proxy, method, arguments) -> {
          boolean commits = method.getName().equals("commit") && written[0];
          if (commits) {
            fault.at(Place.BEFORE_COMMIT, connection);
          }
          Object result = invoke(method, connection, arguments);
          if (commits) {
            fault.at(Place.AFTER_COMMIT, connection);
          }
          if (result instanceof PreparedStatement statement
              && !((String) arguments[0]).startsWith("SELECT")) {
            written[0] = true;
            return write(statement, connection);
          }
          return result;
        });
  }

  private PreparedStatement write(PreparedStatement statement, Connection connection) {
    return proxied(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          boolean executes = method.getName().startsWith("execute");
          if (executes) {
            fault.at(Place.BEFORE_EXECUTE, connection);
          }
          Object result = invoke(method, statement, arguments);
          if (executes) {
            fault.at(Place.AFTER_EXECUTE, connection);
          }
          return result;
        });
  }
}
