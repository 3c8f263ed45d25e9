package io.streamcat.jdbc.queries;

import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.seen;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.repository.SampleRecords.LATER;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.MeasuredConnections;
import io.streamcat.jdbc.MeasuredConnections.Cost;
import io.streamcat.jdbc.TableNames;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.testing.Guarantee;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages that PostgreSQL reads for a page of 200,000 broadcasts, of which 300 are live. */
@Guarantee("STORE-15")
class LargeBroadcastTableTest {

  private static final int BROADCASTS = 200_000;
  private static final int PAGE = 100;

  private final MeasuredConnections connections =
      new MeasuredConnections(TestDatabase.POSTGRESQL.dataSource());
  private final BroadcastRepository broadcasts =
      JdbcBroadcastRepository.create(connections, TableNames.standard());

  @BeforeAll
  static void fill() throws SQLException {
    new LargeDatabase(TestDatabase.newPostgresTables()).withBroadcasts(BROADCASTS, 10_000);
  }

  @AfterAll
  static void empty() {
    TestDatabase.newPostgresTables();
  }

  private void assertPages(int most) {
    Cost cost = connections.takeCost();
    assertThat(cost.pages()).as(String.join("\n\n", cost.plans())).isBetween(1L, (long) most);
  }

  @Test
  void inState_anyPage_readsNoMoreThanAPageOfEachState() {
    for (Set<BroadcastState> states :
        List.of(
            EnumSet.of(BroadcastState.LIVE),
            EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED)),
            EnumSet.allOf(BroadcastState.class))) {
      connections.takeCost();
      List<Broadcast> first = broadcasts.inState(states, null, PAGE);
      assertThat(first).hasSize(PAGE);
      assertPages(states.size() * (PAGE + 5));

      broadcasts.inState(states, first.get(PAGE - 1).streamId(), PAGE);
      assertPages(states.size() * (PAGE + 5));
    }
  }

  @Test
  void indexOfStates_verifiedBroadcasts_areNotInIt() throws SQLException {
    String pages =
        new LargeDatabase(TestDatabase.POSTGRESQL.dataSource())
            .query("SELECT pg_relation_size('ix_streamcat_broadcast_state') / 8192");

    assertThat(Integer.parseInt(pages)).isLessThan(100);
  }

  @Test
  void ofChannel_page_readsThatChannelOnly() {
    String channel = "arn:aws:ivs:us-east-1:123456789012:channel/77";
    connections.takeCost();
    List<Broadcast> first = broadcasts.ofChannel(channel, null, 10);
    assertThat(first).hasSize(10);
    assertPages(40);

    assertThat(broadcasts.ofChannel(channel, first.get(9), 10)).hasSize(10);
    assertPages(40);
  }

  @Test
  void claimNotifications_afterManyDeliveries_readsThePendingOnesOnly() {
    for (int batch = 0; batch < 20; batch++) {
      String prefix = "st-n" + batch + "-";
      broadcasts.markDelivered(
          broadcasts
              .merge(
                  IntStream.range(0, PAGE).mapToObj(i -> started(prefix + i, NOW)).toList(),
                  List.of(),
                  LATER)
              .notifications());
    }
    TestDatabase.POSTGRESQL.execute("VACUUM streamcat_notification");
    broadcasts.merge(
        IntStream.range(0, PAGE).mapToObj(i -> started("st-due-" + i, NOW)).toList(),
        List.of(),
        LATER);
    connections.takeCost();

    List<PendingNotification> claimed = broadcasts.claimNotifications(LATER, MUCH_LATER, 20);

    assertThat(claimed).hasSize(20);
    assertPages(20 * 15);

    Map<PendingNotification, PendingNotification> dead =
        claimed.stream().collect(Collectors.toMap(c -> c, c -> c.failed(null, "a failure")));
    broadcasts.replace(dead);
    assertPages(20 * 20);
    assertThat(broadcasts.deadNotifications(null, 10)).hasSize(10);
    assertPages(10 * 10);
    assertThat(broadcasts.countDeadNotifications()).isEqualTo(20);
    assertPages(10);
    TestDatabase.POSTGRESQL.execute(
        "DELETE FROM streamcat_broadcast WHERE stream_id LIKE 'st-%-%'");
  }

  @Test
  void merge_eventsOfNewAndKnownBroadcasts_readsTheirRowsOnly() {
    broadcasts.merge(List.of(seen("st-known-1", NOW)), List.of(), LATER);
    connections.takeCost();

    broadcasts.merge(
        List.of(started("st-known-1", NOW), recorded("st-new-1", NOW)), List.of(), LATER);

    assertPages(80);
    assertThat(broadcasts.claimRepair("st-new-1", LATER, NOW)).isTrue();
    assertPages(15);
    TestDatabase.POSTGRESQL.execute(
        "DELETE FROM streamcat_broadcast WHERE stream_id LIKE 'st-%-%'");
  }
}
