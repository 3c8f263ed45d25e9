package io.streamcat.jdbc;

import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.starving;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Notice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What events cost, and what becomes of them in a transaction of the application's. */
class BroadcastRoundTripsTest {

  private final RecordedConnections connections =
      new RecordedConnections(TestDatabase.POSTGRESQL.empty());
  private final BroadcastRepository broadcasts =
      JdbcBroadcastRepository.create(connections, TableNames.standard());

  private void join(Broadcast... facts) {
    connections.clear();
    broadcasts.join(List.of(facts), List.of(), LATER);
  }

  @Test
  void whatIsKnown_isReadAtOnceAndNotWritten() {
    join(started("st-1", NOW), started("st-2", NOW), started("st-3", NOW));

    join(started("st-1", NOW), started("st-2", LATER), started("st-3", NOW));

    assertThat(connections.statements()).hasSize(1).allMatch(sql -> sql.startsWith("SELECT"));
    assertThat(connections.commits()).isEmpty();
  }

  @Test
  void oneChange_isOneStatement() {
    join(started("st-1", NOW), starving("st-1", LATER), ended("st-1", LATER));

    assertThat(connections.statements()).hasSize(2);
    assertThat(connections.commits()).isEmpty();
  }

  @Test
  void manyChanges_areAStatementForEachKind_andOneCommit() {
    join(started("st-1", NOW), started("st-2", NOW));

    join(ended("st-1", LATER), ended("st-2", LATER), started("st-3", NOW), started("st-4", NOW));

    assertThat(connections.statements()).hasSize(3);
    assertThat(connections.commits()).hasSize(1);
  }

  @Test
  void whatWasTold_isNotedInOneStatement() {
    join(started("st-1", NOW));
    connections.clear();

    broadcasts.told("st-1", Notice.WENT_LIVE);

    assertThat(connections.statements()).hasSize(1).allMatch(sql -> sql.startsWith("UPDATE"));
    assertThat(connections.commits()).isEmpty();
  }

  @Test
  void transactionOfTheApplication_decides() throws SQLException {
    try (Connection connection = TestDatabase.POSTGRESQL.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      BroadcastRepository joining =
          JdbcBroadcastRepository.create(new OneConnection(connection), TableNames.standard());

      joining.join(List.of(started("st-1", NOW), started("st-2", NOW)), List.of(), LATER);
      joining.join(List.of(ended("st-1", NOW)), List.of(), LATER);

      assertThat(joining.isTransactionActive()).isTrue();
      assertThat(joining.find("st-1")).isPresent();
      assertThat(broadcasts.find("st-1")).isEmpty();
      connection.rollback();
    }
    assertThat(broadcasts.find("st-1")).isEmpty();
  }

  @Test
  void rowThatOthersChangeAllTheTime_isHeldAtTheSecondAttempt() {
    join(started("st-1", NOW));
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

    late.join(List.of(ended("st-1", LATER)), List.of(), LATER);

    // Read and write, and again.
    assertThat(seen).hasSize(4);
    assertThat(broadcasts.find("st-1")).contains(started("st-1", NOW).join(ended("st-1", LATER)));
  }

  /**
   * A transaction of the application's.
   *
   * @param connection has it
   */
  private record OneConnection(Connection connection) implements ConnectionSource {

    @Override
    public Connection acquire() {
      return connection;
    }

    @Override
    public void release(Connection released) {}

    @Override
    public boolean isTransactionActive() {
      return true;
    }
  }
}
