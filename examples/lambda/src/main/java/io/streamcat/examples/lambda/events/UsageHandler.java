package io.streamcat.examples.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.streamcat.examples.lambda.observability.EmbeddedMetrics;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;

/**
 * A handler that reports the numbers of channels, chat rooms and stages as metrics, for alarms
 * before a quota is reached: IVS has no metrics of them. A schedule invokes it; its input is
 * ignored.
 */
public final class UsageHandler implements RequestStreamHandler {

  private static final Map<String, String> TABLES =
      Map.of(
          "Channels", "streamcat_channel",
          "ChatRooms", "streamcat_chat_room",
          "Stages", "streamcat_stage");

  private final Database database;

  /** Reads the environment. */
  public UsageHandler() {
    this(System.getenv());
  }

  UsageHandler(Map<String, String> environment) {
    database = Database.of(environment, Clock.systemUTC());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {
    EmbeddedMetrics metrics = new EmbeddedMetrics();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        try (ResultSet row = statement.executeQuery("SELECT count(arn) FROM " + table.getValue())) {
          row.next();
          metrics.count(table.getKey(), row.getLong(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count the resources: " + e.getMessage(), e);
    }
    metrics.print(context.getFunctionName(), context.getAwsRequestId());
  }
}
