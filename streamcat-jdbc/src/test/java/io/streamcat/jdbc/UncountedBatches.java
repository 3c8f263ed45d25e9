package io.streamcat.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Connections whose batches report no counts, as those of MariaDB's driver with bulk statements.
 */
public final class UncountedBatches extends InterceptedConnections {

  private final Runnable beforeBatch;
  private final boolean hidesCounts;

  private UncountedBatches(DataSource dataSource, Runnable beforeBatch, boolean hidesCounts) {
    super(dataSource);
    this.beforeBatch = beforeBatch;
    this.hidesCounts = hidesCounts;
  }

  /** Returns connections that hide the counts of each batch, before which the action runs. */
  public static UncountedBatches of(DataSource dataSource, Runnable beforeBatch) {
    return new UncountedBatches(dataSource, beforeBatch, true);
  }

  /** Returns connections with the counts of the driver. */
  public static UncountedBatches ofDriver(DataSource dataSource, Runnable beforeBatch) {
    return new UncountedBatches(dataSource, beforeBatch, false);
  }

  @Override
  Connection intercepted(Connection connection) {
    return proxied(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = invoke(method, connection, arguments);
          return result instanceof PreparedStatement statement ? uncounted(statement) : result;
        });
  }

  private PreparedStatement uncounted(PreparedStatement statement) {
    return proxied(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("executeBatch")) {
            return invoke(method, statement, arguments);
          }
          beforeBatch.run();
          int[] counts = (int[]) invoke(method, statement, arguments);
          if (hidesCounts) {
            Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
          }
          return counts;
        });
  }
}
