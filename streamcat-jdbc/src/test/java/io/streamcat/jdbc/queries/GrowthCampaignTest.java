package io.streamcat.jdbc.queries;

import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.lease;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.MeasuredConnections;
import io.streamcat.jdbc.MeasuredConnections.Cost;
import io.streamcat.jdbc.TableNames;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The pages that operations read in a large database, compared with a database that has little more
 * rows than they return. Each look-up may cost the levels of the larger index more, and no
 * operation may cost more than that.
 */
@EnabledIfSystemProperty(named = "streamcat.campaign", matches = "true")
@Guarantee("STORE-15")
class GrowthCampaignTest {

  private static final int USERS = Integer.getInteger("streamcat.growth.users", 2_000_000);
  private static final int BROADCASTS = Integer.getInteger("streamcat.growth.broadcasts", 600_000);
  private static final int FEW_USERS = 1_000;
  private static final int FEW_BROADCASTS = 2_000;

  /** The page of a reconciliation plan. */
  private static final int PLAN_PAGE = 500;

  private static final int PAGE = 100;

  /** The runs before the measured ones, in which the JVM compiles the code. */
  private static final int WARM_UPS = 5;

  /** The number of indexes on users, each of which an update may have to change. */
  private static final int USER_INDEXES = 7;

  private static final String CHANNEL = "arn:aws:ivs:us-east-1:123456789012:channel/7";

  private static DataSource database(EmbeddedPostgres server, String name) {
    try {
      new LargeDatabase(server.getPostgresDatabase()).execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server.getDatabase("postgres", name);
  }

  /** Measures the operations on one database. */
  private static final class Operations {

    private final MeasuredConnections connections;
    private final JdbcUserRepository users;
    private final JdbcBroadcastRepository broadcasts;
    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private final Map<String, Integer> lookups = new LinkedHashMap<>();

    Operations(DataSource dataSource) {
      connections = new MeasuredConnections(dataSource);
      users = JdbcUserRepository.builder(connections).build();
      broadcasts = JdbcBroadcastRepository.create(connections, TableNames.standard());
      connections.takeCost();
    }

    private void measure(String operation, int atMostLookups, Runnable work) {
      connections.takeCost();
      work.run();
      costs.put(operation, connections.takeCost());
      lookups.put(operation, atMostLookups);
    }

    Operations run() {
      String middle = users.findById(UserId.of(LargeDatabase.userId(500))).orElseThrow().key();
      measure("find a user by id", 4, () -> found(users.findById(userId(501)).isPresent()));
      measure("find a user by name", 4, () -> found(users.findByUsername("name-502").isPresent()));
      measure("page of 100 users", 1 + PAGE * 4, () -> found(size(PAGE, users.page(null, PAGE))));
      measure(
          "plan page of 500 users",
          1 + PLAN_PAGE * 4,
          () -> found(!users.page(middle.substring(0, 1), PLAN_PAGE).isEmpty()));
      List<UserRecord> due = new ArrayList<>();
      measure(
          "10 users to recover", 1 + 10 * 4, () -> due.addAll(users.pending(HOME, MUCH_LATER, 10)));
      measure(
          "claim of a user",
          USER_INDEXES,
          () ->
              found(
                  users.update(due.get(0), due.get(0).claimed(lease("worker")).written(writer()))));
      measure(
          "page of 100 live broadcasts",
          1 + PAGE,
          () -> found(size(PAGE, broadcasts.inState(Set.of(BroadcastState.LIVE), null, PAGE))));
      measure(
          "repair page of 100",
          3 * (1 + PAGE),
          () ->
              found(
                  size(
                      PAGE,
                      broadcasts.inState(
                          EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED)), null, PAGE))));
      measure(
          "10 broadcasts of a channel",
          11,
          () -> found(size(10, broadcasts.ofChannel(CHANNEL, null, 10))));
      List<Broadcast> live = broadcasts.inState(Set.of(BroadcastState.LIVE), null, 10);
      measure(
          "10 new live broadcasts",
          10 * 6,
          () ->
              broadcasts.merge(
                  IntStream.range(0, 10).mapToObj(i -> started("st-new-" + i, NOW)).toList(),
                  List.of(),
                  LATER));
      measure(
          "end of 10 live broadcasts",
          10 * 5,
          () ->
              broadcasts.merge(
                  live.stream().map(known -> ended(known)).toList(), List.of(), LATER));
      List<PendingNotification> claimed = new ArrayList<>();
      measure(
          "claim of 10 notifications",
          10 * 6,
          () -> claimed.addAll(broadcasts.claimNotifications(LATER, MUCH_LATER, 10)));
      measure("record of 10 deliveries", 10, () -> broadcasts.markDelivered(claimed));
      found(claimed.size() == 10);
      return this;
    }

    private static Broadcast ended(Broadcast known) {
      return new Broadcast(
          known.streamId(),
          known.channelArn(),
          known.beganAt(),
          null,
          LATER,
          null,
          null,
          null,
          false);
    }

    private static UserId userId(int number) {
      return UserId.of(LargeDatabase.userId(number));
    }

    private static boolean size(int expected, List<?> found) {
      return found.size() == expected;
    }

    private static void found(boolean isComplete) {
      assertThat(isComplete).isTrue();
    }
  }

  @Test
  void operations_largeDatabase_readNoMoreThanDeeperIndexes() throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("maintenance_work_mem", "512MB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("autovacuum", "off")
            .start()) {
      DataSource small = database(server, "small");
      DataSource large = database(server, "large");
      new LargeDatabase(small)
          .withUsers(FEW_USERS)
          .withBroadcasts(FEW_BROADCASTS, FEW_BROADCASTS / 60);
      long began = System.nanoTime();
      LargeDatabase filled =
          new LargeDatabase(large).withUsers(USERS).withBroadcasts(BROADCASTS, BROADCASTS / 60);
      Duration loading = Duration.ofNanos(System.nanoTime() - began);
      for (int i = 0; i < WARM_UPS; i++) {
        new Operations(small).run();
        new LargeDatabase(small).execute("TRUNCATE streamcat_broadcast CASCADE");
        new LargeDatabase(small).withBroadcasts(FEW_BROADCASTS, FEW_BROADCASTS / 60);
      }

      Operations few = new Operations(small).run();
      Operations many = new Operations(large).run();

      int levels = levels(filled);
      print(few, many, levels, loading, filled);
      // As autovacuum does, after which an index says which rows are visible.
      filled.execute("VACUUM");
      printCounts(large);
      many.costs.forEach(
          (operation, cost) ->
              assertThat(cost.pages() - few.costs.get(operation).pages())
                  .as("%s%n%s", operation, String.join("\n\n", cost.plans()))
                  .isLessThanOrEqualTo((long) many.lookups.get(operation) * levels));
    }
  }

  /** Returns the levels of an index: a look-up by key reads them and a page of rows. */
  private static int levels(LargeDatabase database) {
    MeasuredConnections connections = new MeasuredConnections(database.dataSource());
    JdbcBroadcastRepository broadcasts =
        JdbcBroadcastRepository.create(connections, TableNames.standard());
    connections.takeCost();
    assertThat(broadcasts.find("st-new-0")).isPresent();
    return (int) connections.takeCost().pages() - 1;
  }

  /** Prints the cost of counts, which grows with the table: they read a whole index. */
  private static void printCounts(DataSource dataSource) {
    MeasuredConnections connections = new MeasuredConnections(dataSource);
    JdbcUserRepository users = JdbcUserRepository.builder(connections).build();
    Map<String, Runnable> counts =
        Map.of(
            "users by state", () -> assertThat(users.counts(NOW).byState()).isNotEmpty(),
            "resources of a home", () -> assertThat(users.resources(HOME, null)).hasSize(3),
            "resources of new users", () -> assertThat(users.resources(HOME, LATER)).hasSize(3));
    counts.forEach(
        (name, count) -> {
          // The first run reads the index from the disk.
          count.run();
          connections.takeCost();
          count.run();
          Cost cost = connections.takeCost();
          System.out.printf(
              "count of %s: %d pages, %.0f ms%n", name, cost.pages(), cost.nanos() / 1e6);
        });
  }

  private static void print(
      Operations few, Operations many, int levels, Duration loading, LargeDatabase filled)
      throws SQLException {
    System.out.printf(
        "%,d users and %,d broadcasts (%s) loaded in %d s; %d levels%n",
        USERS,
        BROADCASTS,
        filled.query("SELECT pg_size_pretty(pg_database_size(current_database()))"),
        loading.toSeconds(),
        levels);
    System.out.println("| operation | pages: few rows | pages: many rows | ms: few | ms: many |");
    System.out.println("|---|---|---|---|---|");
    many.costs.forEach(
        (operation, cost) ->
            System.out.printf(
                "| %s | %d | %d | %.2f | %.2f |%n",
                operation,
                few.costs.get(operation).pages(),
                cost.pages(),
                few.costs.get(operation).nanos() / 1e6,
                cost.nanos() / 1e6));
  }
}
