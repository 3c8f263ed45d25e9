package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Connections to PostgreSQL that measure the pages that statements read or write. Each statement
 * runs twice: first explained and rolled back, which also brings its pages into memory.
 */
public final class MeasuredConnections extends InterceptedConnections {

  private static final Pattern BUFFERS =
      Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

  private long pages;
  private long nanos;
  private final List<String> plans = new ArrayList<>();

  public MeasuredConnections(DataSource dataSource) {
    super(dataSource);
  }

  /**
   * The cost of statements.
   *
   * @param pages the pages that were read or written, cached or not
   * @param nanos the time of the second runs, in nanoseconds
   * @param plans the statements with their plans
   */
  public record Cost(long pages, long nanos, List<String> plans) {}

  /** Returns the cost of all statements since the last call. */
  public Cost takeCost() {
    Cost cost = new Cost(pages, nanos, List.copyOf(plans));
    pages = 0;
    nanos = 0;
    plans.clear();
    return cost;
  }

  @Override
  Connection intercepted(Connection connection) {
    return proxied(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = invoke(method, connection, arguments);
          return result instanceof PreparedStatement statement
              ? measured(connection, statement, (String) arguments[0])
              : result;
        });
  }

  /** A call that binds a value. */
  @FunctionalInterface
  private interface Binding {
    void to(PreparedStatement statement) throws Throwable;
  }

  private PreparedStatement measured(
      Connection connection, PreparedStatement statement, String sql) {
    List<List<Binding>> rows = new ArrayList<>(List.of(new ArrayList<>()));
    return proxied(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          String name = method.getName();
          if (name.startsWith("set") && arguments != null && arguments.length > 1) {
            rows.get(rows.size() - 1).add(target -> invoke(method, target, arguments));
          } else if (name.equals("addBatch")) {
            rows.add(new ArrayList<>());
          } else if (name.startsWith("execute")) {
            if (name.equals("executeBatch")) {
              rows.remove(rows.size() - 1);
            }
            explain(connection, sql, rows);
            long before = System.nanoTime();
            Object result = invoke(method, statement, arguments);
            nanos += System.nanoTime() - before;
            return result;
          }
          return invoke(method, statement, arguments);
        });
  }

  private void explain(Connection connection, String sql, List<List<Binding>> rows)
      throws Throwable {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement explained =
        connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS) " + sql)) {
      for (List<Binding> row : rows) {
        for (Binding binding : row) {
          binding.to(explained);
        }
        try (ResultSet lines = explained.executeQuery()) {
          add(sql, lines);
        }
      }
    }
    connection.rollback(before);
    if (autoCommit) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void add(String sql, ResultSet lines) throws SQLException {
    StringBuilder plan = new StringBuilder(sql);
    boolean isCounted = false;
    while (lines.next()) {
      String line = lines.getString(1);
      plan.append('\n').append(line);
      Matcher found = BUFFERS.matcher(line);
      isCounted |= line.startsWith("Planning:");
      if (!isCounted && found.find()) {
        // The first line is that of the whole statement.
        pages += number(found.group(1)) + number(found.group(2));
        isCounted = true;
      }
    }
    plans.add(plan.toString());
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
