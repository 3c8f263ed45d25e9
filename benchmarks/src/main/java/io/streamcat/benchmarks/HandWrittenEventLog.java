package io.streamcat.benchmarks;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.ingest.EventOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * The code of an application that only stores events: one row per event, inserted once even if
 * redelivered. Queries must determine which channels are live.
 */
final class HandWrittenEventLog {

  private static final String INSERT =
      "INSERT INTO event_log (id, channel_arn, detail_type, happened_at, event) VALUES (?, ?, ?, ?,"
          + " ?) ON CONFLICT DO NOTHING";

  private final DataSource dataSource;

  HandWrittenEventLog(DataSource dataSource) {
    this.dataSource = dataSource;
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE event_log (id VARCHAR(64) PRIMARY KEY, channel_arn VARCHAR(256) NOT NULL,"
              + " detail_type VARCHAR(64) NOT NULL, happened_at TIMESTAMPTZ NOT NULL, event TEXT"
              + " NOT NULL)");
      statement.execute("CREATE INDEX ix_event_log ON event_log (channel_arn, happened_at)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Inserts the events of a batch one by one. */
  List<EventOutcome> insertEach(List<String> events) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (String event : events) {
        bind(insert, event);
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return allStored(events);
  }

  /** Inserts the events of a batch at once, in a transaction. */
  List<EventOutcome> insertAll(List<String> events) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      for (String event : events) {
        bind(insert, event);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return allStored(events);
  }

  private static List<EventOutcome> allStored(List<String> events) {
    return Collections.nCopies(
        events.size(), new EventOutcome(EventOutcome.Status.STORED, null, true));
  }

  private static void bind(PreparedStatement insert, String json) throws SQLException {
    IvsEvent event = IvsEvent.parse(json);
    insert.setString(1, event.id());
    insert.setString(2, event.header().resources().get(0));
    insert.setString(3, event.header().detailType());
    insert.setObject(4, event.time().atOffset(ZoneOffset.UTC));
    insert.setString(5, json);
  }
}
