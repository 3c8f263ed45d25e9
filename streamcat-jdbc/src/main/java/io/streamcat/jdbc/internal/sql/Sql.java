package io.streamcat.jdbc.internal.sql;

import io.streamcat.jdbc.TableNames;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameterized statements, written for the standard table names, each with a time limit. */
public final class Sql {

  private static final Pattern TABLE = Pattern.compile("\\bstreamcat_");
  private static final Pattern IN_OTHER_NAMES = Pattern.compile("(?<=_)streamcat_");

  private final Database database;
  private final TableNames tables;
  private final int timeoutSeconds;
  private final Map<String, String> statements = new ConcurrentHashMap<>();

  /**
   * False once a driver reported no number for a row of a batch. MariaDB's driver answers {@code
   * Statement.SUCCESS_NO_INFO} for bulk statements.
   */
  private volatile boolean countsBatches = true;

  /**
   * Creates the statements of a repository.
   *
   * @param timeout the time after which the database cancels a statement, in whole seconds
   */
  public Sql(Database database, TableNames tables, Duration timeout) {
    this.database = database;
    this.tables = tables;
    this.timeoutSeconds = Math.toIntExact(timeout.toSeconds());
  }

  public Database database() {
    return database;
  }

  /** A mapper of rows. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(Row row) throws SQLException;
  }

  public int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /**
   * Thrown when the driver does not report how many rows each update of a batch changed. The caller
   * must roll back and repeat the updates, which run one by one from then on.
   */
  public static final class UncountedBatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncountedBatch() {
      super("the driver does not count the rows of a batch");
    }
  }

  /**
   * Runs an update for each row of values, in one round trip where the driver can.
   *
   * @return the number of changed rows of each update
   * @throws UncountedBatch once, if the driver does not report these numbers
   */
  public int[] updates(Connection connection, String sql, List<List<@Nullable Object>> rows)
      throws SQLException {
    if (rows.size() > 1 && countsBatches) {
      int[] counts = batch(connection, sql, rows);
      if (counts.length == rows.size() && Arrays.stream(counts).allMatch(count -> count >= 0)) {
        return counts;
      }
      countsBatches = false;
      throw new UncountedBatch();
    }
    int[] counts = new int[rows.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = update(connection, sql, rows.get(i).toArray());
    }
    return counts;
  }

  /** Runs a statement for each row of values, in one round trip where the driver can. */
  public int[] batch(Connection connection, String sql, List<List<@Nullable Object>> rows)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql)) {
      for (List<@Nullable Object> row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (BatchUpdateException e) {
      throw rootOf(e);
    }
  }

  /** Returns the database's own error: a driver's error of a batch quotes the values of a row. */
  private static SQLException rootOf(BatchUpdateException e) {
    if (e.getCause() instanceof SQLException cause) {
      return cause;
    }
    return e.getNextException() == null ? e : e.getNextException();
  }

  public <T> List<T> query(
      Connection connection, RowMapper<T> mapper, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(mapper.map(new Row(result, database)));
      }
      return rows;
    }
  }

  /** Reads the existing rows with these keys. Locks are acquired in the order of the keys. */
  public <T> List<T> queryByKeys(
      Connection connection,
      RowMapper<T> mapper,
      FactTable<?> table,
      List<String> keys,
      boolean locked)
      throws SQLException {
    Object[] values = keys.toArray();
    return query(
        connection,
        mapper,
        database.selectByKeys(table, keys.size(), locked),
        database.hasArrays() ? new Object[] {connection.createArrayOf("varchar", values)} : values);
  }

  /** Returns SQL that was written for the standard table names, with other names in their place. */
  public static String named(TableNames tables, String sql) {
    String name =
        tables.schema() == null ? tables.prefix() : tables.schema() + "." + tables.prefix();
    return IN_OTHER_NAMES.matcher(TABLE.matcher(sql).replaceAll(name)).replaceAll(tables.prefix());
  }

  private PreparedStatement prepared(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            statements.computeIfAbsent(sql, standard -> named(tables, standard)));
    try {
      statement.setQueryTimeout(timeoutSeconds);
      bind(statement, Arrays.asList(values));
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private void bind(PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      bind(statement, i + 1, values.get(i));
    }
  }

  private void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof Instant instant) {
      database.setInstant(statement, index, instant);
    } else if (value instanceof String text) {
      statement.setString(index, text);
    } else if (value instanceof Array array) {
      statement.setArray(index, array);
    } else {
      statement.setLong(index, ((Number) value).longValue());
    }
  }
}
