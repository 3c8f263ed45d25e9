package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.Notice;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.SampleBroadcasts;
import io.streamcat.user.ChannelChange;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.SampleUsers;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every statement of the repository finds its rows by an index, shown by PostgreSQL's plans. */
class QueryPlanTest {

  private final RecordedConnections connections =
      new RecordedConnections(TestDatabase.POSTGRESQL.dataSource());

  @Test
  void everyStatement_usesAnIndex() throws SQLException {
    TestDatabase.POSTGRESQL.empty();
    useEverything(JdbcUserRepository.builder(connections).build());
    useEverything(JdbcBroadcastRepository.create(connections, TableNames.standard()));
    Set<String> statements = Set.copyOf(connections.statements());
    assertThat(statements).hasSizeGreaterThan(20);

    try (Connection connection = TestDatabase.POSTGRESQL.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      // Tables this small are read whole, unless that costs more than it does.
      try (Statement settings = connection.createStatement()) {
        settings.execute("SET LOCAL enable_seqscan = off");
        settings.execute("SET LOCAL plan_cache_mode = force_generic_plan");
      }
      for (String statement : statements) {
        List<String> plan = plan(connection, statement);
        assertThat(plan)
            .as("%s%n%s", statement, String.join("\n", plan))
            .noneMatch(line -> line.contains("Seq Scan") && !line.contains("streamcat_schema"));
      }
      connection.rollback();
    }
  }

  /** Plans are kept while a table grows. */
  @Test
  void eventsOfATableThatIsEmpty_useAnIndex() throws SQLException {
    TestDatabase.POSTGRESQL.empty();
    try (Connection connection = TestDatabase.POSTGRESQL.dataSource().getConnection()) {
      String read = Database.POSTGRESQL.selectByKeys("streamcat_broadcast", "stream_id", 10, false);
      String lock = Database.POSTGRESQL.selectByKeys("streamcat_broadcast", "stream_id", 10, true);
      for (String statement : List.of(read, lock)) {
        assertThat(plan(connection, statement))
            .anyMatch(line -> line.contains("Index Scan"))
            .noneMatch(line -> line.contains("Seq Scan"));
      }
    }
  }

  private static void useEverything(JdbcUserRepository users) {
    UserId id = UserId.of("1");
    users.insert(SampleUsers.user("1", "todd", "key-1"));
    users.findByUsername("todd");
    users.findByIdempotencyKey("key-1");
    users.attach(id, "worker", SampleUsers.channel(), SampleUsers.NOW);
    users.attach(id, "worker", SampleUsers.chatRoom(), SampleUsers.NOW);
    users.findByResource(SampleUsers.channel().arn());
    users.findByResource(SampleUsers.chatRoom().arn());
    users.findByResource(SampleUsers.stage().arn());
    users.countByState();
    users.countExpired(SampleUsers.NOW);
    users.page(null, 10);
    users.page(id, 10);
    users.changeAttempt(id, "worker", SampleUsers.user("1", null, null).attempt(), SampleUsers.NOW);
    for (ResourceKind kind : ResourceKind.values()) {
      users.detach(id, "worker", kind, SampleUsers.NOW);
    }
    users.attach(id, "worker", SampleUsers.stage(), SampleUsers.NOW);
    users.release(id, "worker", SampleUsers.NOW, null);
    users.claimExpired(SampleUsers.lease("recovery"), SampleUsers.NOW, 1);
    users.beginDeprovisioning(id, SampleUsers.lease("recovery"), SampleUsers.NOW);
    users.claim(id, SampleUsers.lease("worker"), SampleUsers.MUCH_LATER);
    users.replacePasswordHash(
        id,
        SampleUsers.user("1", "todd", null).passwordHash(),
        SampleUsers.user("1", "ann", null).passwordHash());
    users.anonymise(id, "worker", SampleUsers.NOW);
    users.insert(SampleUsers.user("2", "todd", null));
    users.attach(UserId.of("2"), "worker", SampleUsers.channel(), SampleUsers.NOW);
    users.resealStreamKeys();
    users.changeDue(UserId.of("2"), SampleUsers.lease("worker"), Set.of(ChannelChange.STREAM_KEY));
    users.replaceStreamKey(
        UserId.of("2"),
        "worker",
        SampleUsers.channel().arn(),
        SampleUsers.channel("other").streamKey(),
        Set.of(ChannelChange.STREAM_STOP),
        SampleUsers.NOW);
    users.replaceChannelSettings(
        UserId.of("2"),
        "worker",
        SampleUsers.channel().arn(),
        SampleUsers.channel().settings(),
        SampleUsers.NOW);
    users.claim(UserId.of("2"), SampleUsers.lease("worker"), SampleUsers.NOW);
    users.delete(UserId.of("2"), "worker");
  }

  private static void useEverything(BroadcastRepository broadcasts) {
    List<Publication> published = List.of(SampleBroadcasts.published("p1", SampleBroadcasts.NOW));
    broadcasts.join(
        List.of(SampleBroadcasts.started("st-1", SampleBroadcasts.NOW)),
        published,
        SampleBroadcasts.NOW);
    broadcasts.join(
        List.of(SampleBroadcasts.ended("st-1", SampleBroadcasts.NOW)),
        List.of(SampleBroadcasts.unpublished("p1", SampleBroadcasts.NOW)),
        SampleBroadcasts.NOW);
    broadcasts.find("st-1");
    broadcasts.ofChannel(SampleBroadcasts.CHANNEL, null, 10);
    broadcasts.inState(Set.of(BroadcastState.LIVE), null, 10);
    broadcasts.publishing(SampleBroadcasts.STAGE);
    broadcasts.claimNotices(SampleBroadcasts.NOW, SampleBroadcasts.LATER, 10);
    broadcasts.told(Map.of("st-1", Set.of(Notice.WENT_LIVE)));
  }

  /** The plan for whatever values. */
  private static List<String> plan(Connection connection, String statement) throws SQLException {
    long parameters = statement.chars().filter(c -> c == '?').count();
    StringBuilder numbered = new StringBuilder();
    String[] parts = statement.split("\\?", -1);
    for (int i = 0; i < parts.length; i++) {
      numbered.append(i == 0 ? "" : "$" + i).append(parts[i]);
    }
    String values = String.join(", ", Collections.nCopies((int) parameters, "NULL"));
    List<String> plan = new ArrayList<>();
    try (Statement explain = connection.createStatement()) {
      explain.execute("PREPARE explained AS " + numbered);
      try (ResultSet lines =
          explain.executeQuery(
              "EXPLAIN EXECUTE explained" + (parameters == 0 ? "" : "(" + values + ")"))) {
        while (lines.next()) {
          plan.add(lines.getString(1));
        }
      }
      explain.execute("DEALLOCATE explained");
    }
    return plan;
  }
}
