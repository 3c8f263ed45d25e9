package io.streamcat.jdbc.queries;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.spare;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.AwsResource;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.SampleBroadcasts;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TableNames;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.internal.broadcast.BroadcastTable;
import io.streamcat.jdbc.internal.sql.Database;
import io.streamcat.operations.Ban;
import io.streamcat.operations.BanList;
import io.streamcat.repository.Home;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plans of all statements in PostgreSQL, which must use an index. */
@Guarantee("STORE-11")
class QueryPlanTest {

  private static final Pattern INDEX = Pattern.compile("\\b(ix|pk|uk)_streamcat_\\w+");

  /**
   * Filters of one row, of rows that are due, of the bans of one user, of notifications by kind, or
   * of the rows beside a cursor: broadcasts that began and publications that ended in its second,
   * and dead notifications of its broadcast; and of the new users whose resources are counted.
   */
  private static final Pattern FILTER_OF_FEW_ROWS =
      Pattern.compile(
          "Filter: \\(+(version = |user_id IS NOT NULL|record_key\\)::text <> |(account|owner_id)\\)::text = |ends_at"
              + " |(began_at|undecided_at) [<>] |due_at |repaired_at |\\(stream_id\\)::text > "
              + "|kind\\)::text = ANY )");

  private final RecordedConnections connections =
      new RecordedConnections(TestDatabase.POSTGRESQL.dataSource());

  @Test
  void plan_everyStatement_usesAnIndex() throws SQLException {
    TestDatabase.newPostgresTables();
    callEveryMethod(
        JdbcUserRepository.builder(connections).streamKeys(StreamKeyStorage.plainText()).build());
    callEveryMethod(JdbcBroadcastRepository.create(connections, TableNames.standard()));
    callEveryMethod(JdbcBanList.create(connections, TableNames.standard()));
    Set<String> used = new TreeSet<>();
    Set<String> statements = Set.copyOf(connections.statements());
    assertThat(statements).hasSizeGreaterThan(20);

    try (Connection connection = TestDatabase.POSTGRESQL.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      // PostgreSQL scans small tables unless scans seem expensive.
      try (Statement settings = connection.createStatement()) {
        settings.execute("SET LOCAL enable_seqscan = off");
        settings.execute("SET LOCAL plan_cache_mode = force_generic_plan");
      }
      for (String statement : statements) {
        List<String> plan = Plans.generic(connection, statement);
        assertThat(plan)
            .as("%s%n%s", statement, String.join("\n", plan))
            .noneMatch(line -> line.contains("Seq Scan on") && !hasOneRow(line))
            .noneMatch(
                line ->
                    isFilter(line) && !statement.matches(".*(INFORMATION_SCHEMA|pg_catalog).*"));
        plan.forEach(line -> INDEX.matcher(line).results().forEach(m -> used.add(m.group())));
      }
      assertThat(used).containsAll(indexes(connection));
      connection.rollback();
    }
  }

  private static boolean isFilter(String line) {
    return line.contains("Filter: ") && !FILTER_OF_FEW_ROWS.matcher(line).find();
  }

  /** Returns the names of all indexes that the schema creates for its statements. */
  private static Set<String> indexes(Connection connection) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT indexname FROM pg_indexes WHERE indexname LIKE 'ix%streamcat%'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    assertThat(names).hasSizeGreaterThan(7);
    // With few rows, that of all records in the background serves as well; LargeTableTest uses it.
    names.remove("ix_streamcat_user_spare");
    return names;
  }

  private static boolean hasOneRow(String line) {
    return line.contains("streamcat_schema") || line.contains("streamcat_store");
  }

  /** PostgreSQL reuses a plan while the table grows. */
  @Test
  void readByKeys_emptyTable_usesAnIndex() throws SQLException {
    try (Connection connection = TestDatabase.newPostgresTables().getConnection()) {
      String read = Database.POSTGRESQL.selectByKeys(BroadcastTable.INSTANCE, 10, false);
      String lock = Database.POSTGRESQL.selectByKeys(BroadcastTable.INSTANCE, 10, true);
      for (String statement : List.of(read, lock)) {
        assertThat(Plans.generic(connection, statement))
            .anyMatch(line -> line.contains("Index Scan"))
            .noneMatch(line -> line.contains("Seq Scan"));
      }
    }
  }

  private static void callEveryMethod(JdbcUserRepository users) {
    UserRecord todd = provisioning("1", "todd", "key-1");
    users.insert(todd);
    assertThatExceptionOfType(DuplicateUserException.class).isThrownBy(() -> users.insert(todd));
    UserRecord spare = spare("2");
    users.insert(spare);
    UserRecord complete = complete("1", "todd");
    UserRecord second = updated(users, todd, complete);
    UserRecord third = updated(users, second, second.claimed(lease("worker")));
    UserRecord fourth =
        updated(
            users, third, third.with(third.resources().with(channel("other").streamKey()), NOW));
    users.findByKey(todd.key());
    users.findById(todd.id());
    users.findByUsername("todd");
    users.findByIdempotencyKey("key-1");
    complete
        .resources()
        .all()
        .map(AwsResource::arn)
        .forEach(arn -> assertThat(users.findByResource(arn)).contains(fourth));
    users.page(null, 10);
    users.page(UserState.QUEUED, null, 10);
    users.spares(HOME, null, 10);
    users.spares(new Home("us-east-1", null), null, 10);
    users.failing(10);
    users.pending(HOME, NOW, 10);
    users.pending(new Home("us-east-1", null), NOW, 10);
    users.counts(NOW);
    users.resources(HOME, null);
    users.resources(HOME, NOW);
    users.reencryptStreamKeys();
    UserRecord removed = updated(users, fourth, fourth.anonymised(NOW));
    assertThat(users.delete(removed)).isTrue();
  }

  private static UserRecord updated(JdbcUserRepository users, UserRecord before, UserRecord after) {
    UserRecord written = after.written(writer());
    assertThat(users.update(before, written)).isTrue();
    return written;
  }

  private static void callEveryMethod(BroadcastRepository broadcasts) {
    List<Publication> published = List.of(SampleBroadcasts.published("p1", SampleBroadcasts.NOW));
    broadcasts.merge(
        List.of(SampleBroadcasts.started("st-1", SampleBroadcasts.NOW)),
        published,
        SampleBroadcasts.NOW);
    broadcasts.merge(
        List.of(SampleBroadcasts.ended("st-1", SampleBroadcasts.NOW)),
        List.of(SampleBroadcasts.unpublished("p1", SampleBroadcasts.NOW)),
        SampleBroadcasts.NOW);
    broadcasts.find("st-1");
    broadcasts.ofChannel(SampleBroadcasts.CHANNEL, null, 10);
    broadcasts.ofChannel(
        SampleBroadcasts.CHANNEL, SampleBroadcasts.started("st-2", SampleBroadcasts.NOW), 10);
    broadcasts.inState(EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED)), null, 10);
    broadcasts.claimRepair("st-1", SampleBroadcasts.LATER, SampleBroadcasts.NOW);
    broadcasts.publishing(SampleBroadcasts.STAGE);
    broadcasts.undecided(SampleBroadcasts.NOW, null, 10);
    broadcasts.forget(SampleBroadcasts.NOW, 10);
    broadcasts.merge(
        List.of(SampleBroadcasts.recorded("st-1", SampleBroadcasts.NOW)),
        List.of(),
        SampleBroadcasts.NOW);
    List<PendingNotification> claimed =
        broadcasts.claimNotifications(SampleBroadcasts.NOW, SampleBroadcasts.LATER, 10);
    PendingNotification dead = claimed.get(0).failed(null, "a failure");
    broadcasts.replace(Map.of(claimed.get(0), dead));
    broadcasts.deadNotifications(null, 10);
    broadcasts.deadNotifications(dead, 10);
    broadcasts.countDeadNotifications();
    broadcasts.replace(Map.of(dead, dead.redelivered(SampleBroadcasts.LATER)));
    broadcasts.markDelivered(claimed);
  }

  private static void callEveryMethod(BanList bans) {
    UserId owner = UserId.of("1");
    bans.add(owner, new Ban("ann", "spam", NOW, null));
    bans.add(owner, new Ban("ann", "more spam", NOW, null));
    bans.find(owner, "ann", NOW);
    bans.list(owner, NOW);
    bans.remove(owner, "ann");
    bans.forget(owner);
  }
}
