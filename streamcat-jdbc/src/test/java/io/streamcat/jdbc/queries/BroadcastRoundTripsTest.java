package io.streamcat.jdbc.queries;

import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.seen;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.starving;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.OneConnection;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.jdbc.TableNames;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.testing.Guarantee;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The round trips of events, and events in a transaction of the application. */
@Guarantee({"EVENT-04", "EVENT-05", "EVENT-09"})
class BroadcastRoundTripsTest {

  private static final int WRITE = 4;

  private final RecordedConnections connections =
      new RecordedConnections(TestDatabase.POSTGRESQL.empty());
  private final BroadcastRepository broadcasts =
      JdbcBroadcastRepository.create(connections, TableNames.standard());

  private void merge(Broadcast... facts) {
    connections.clear();
    broadcasts.merge(List.of(facts), List.of(), LATER);
  }

  @Test
  void merge_knownFacts_readsOnceAndWritesNothing() {
    merge(started("st-1", NOW), started("st-2", NOW), started("st-3", NOW));

    merge(started("st-1", NOW), started("st-2", LATER), started("st-3", NOW));

    assertThat(connections.statements()).hasSize(1).allMatch(sql -> sql.startsWith("SELECT"));
    assertThat(connections.commits()).isEmpty();
  }

  @Test
  void merge_oneChange_takesOneStatement() {
    merge(seen("st-1", NOW), starving("st-1", LATER), ended("st-1", LATER));

    assertThat(connections.statements()).hasSize(2);
    assertThat(connections.commits()).isEmpty();
  }

  @Test
  void merge_newNotification_takesOneStatementMoreAndACommit() {
    merge(started("st-1", NOW), started("st-2", NOW));

    assertThat(connections.statements()).hasSize(3);
    assertThat(connections.commits()).hasSize(1);

    merge(recorded("st-1", NOW), ended("st-2", NOW));

    assertThat(connections.statements())
        .as("a read, the change, the notification, and a read of the earlier notification")
        .hasSize(4);
    assertThat(connections.commits()).hasSize(1);
  }

  @Test
  void merge_manyChanges_takesAStatementPerKindAndOneCommit() {
    merge(started("st-1", NOW), started("st-2", NOW));

    merge(ended("st-1", LATER), ended("st-2", LATER), seen("st-3", NOW), seen("st-4", NOW));

    assertThat(connections.statements()).hasSize(3);
    assertThat(connections.commits()).hasSize(1);
  }

  @Test
  void markDelivered_severalNotifications_takesOneStatement() {
    List<PendingNotification> notifications =
        broadcasts
            .merge(List.of(started("st-1", NOW), started("st-2", NOW)), List.of(), LATER)
            .notifications();
    connections.clear();

    broadcasts.markDelivered(notifications);

    assertThat(connections.statements())
        .singleElement()
        .satisfies(sql -> assertThat(sql).startsWith("DELETE"));
    assertThat(connections.commits()).hasSize(1);
  }

  @Test
  void merge_insideTheCallersTransaction_joinsIt() throws SQLException {
    try (Connection connection = TestDatabase.POSTGRESQL.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      BroadcastRepository joining =
          JdbcBroadcastRepository.create(
              new OneConnection(connection, true), TableNames.standard());

      joining.merge(List.of(started("st-1", NOW), started("st-2", NOW)), List.of(), LATER);
      joining.merge(List.of(ended("st-1", NOW)), List.of(), LATER);

      assertThat(joining.isTransactionActive()).isTrue();
      assertThat(joining.find("st-1")).isPresent();
      assertThat(broadcasts.find("st-1")).isEmpty();
      connection.rollback();
    }
    assertThat(broadcasts.find("st-1")).isEmpty();
  }

  @Test
  void merge_rowChangedConstantly_isLockedAtTheSecondAttempt() {
    merge(started("st-1", NOW));
    List<String> seen = new ArrayList<>();
    BroadcastRepository late =
        JdbcBroadcastRepository.create(
            new RecordedConnections(TestDatabase.POSTGRESQL.dataSource()) {
              @Override
              public Connection acquire() throws SQLException {
                seen.add("connection");
                TestDatabase.POSTGRESQL.execute(
                    "UPDATE streamcat_broadcast SET version = version + 1");
                return super.acquire();
              }
            },
            TableNames.standard());
    seen.clear();

    late.merge(List.of(ended("st-1", LATER)), List.of(), LATER);

    // One read and one write per attempt.
    assertThat(seen).hasSize(4);
    assertThat(broadcasts.find("st-1")).contains(started("st-1", NOW).merge(ended("st-1", LATER)));
  }

  /** The row is new to this server, while another server has stored it and is changing it. */
  @Test
  void merge_rowLockedByAnotherServer_waitsWithoutHoldingLocks() throws Exception {
    merge(started("st-2", NOW));
    try (Connection other = TestDatabase.POSTGRESQL.dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      FutureTask<Void> change =
          new FutureTask<>(
              () -> {
                awaitBlockedTransaction();
                statement.execute("SET LOCAL lock_timeout = '500ms'");
                statement.execute(touch("st-2"));
                other.commit();
                return null;
              });
      int[] acquired = {0};
      BroadcastRepository late =
          JdbcBroadcastRepository.create(
              new RecordedConnections(TestDatabase.POSTGRESQL.dataSource()) {
                @Override
                public Connection acquire() throws SQLException {
                  // The connections before were acquired for creation and reading; this one is for
                  // the write.
                  if (++acquired[0] == WRITE) {
                    broadcasts.merge(List.of(started("st-1", NOW)), List.of(), LATER);
                    statement.execute(touch("st-1"));
                    new Thread(change).start();
                  }
                  return super.acquire();
                }
              },
              TableNames.standard());

      late.merge(List.of(ended("st-1", LATER), ended("st-2", LATER)), List.of(), LATER);

      change.get();
      assertThat(acquired[0]).isGreaterThan(WRITE);
      assertThat(broadcasts.find("st-1")).map(Broadcast::endedAt).contains(LATER);
      assertThat(broadcasts.find("st-2")).map(Broadcast::endedAt).contains(LATER);
    }
  }

  private static String touch(String streamId) {
    return "UPDATE streamcat_broadcast SET version = version + 1 WHERE stream_id = '"
        + streamId
        + "'";
  }

  private static void awaitBlockedTransaction() throws SQLException {
    try (Connection connection = TestDatabase.POSTGRESQL.dataSource().getConnection();
        PreparedStatement waiting =
            connection.prepareStatement("SELECT 1 FROM pg_locks WHERE NOT granted")) {
      boolean found;
      do {
        try (ResultSet row = waiting.executeQuery()) {
          found = row.next();
        }
      } while (!found);
    }
  }
}
