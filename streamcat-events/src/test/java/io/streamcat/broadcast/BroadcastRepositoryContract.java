package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.CHANNEL;
import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.STAGE;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.everything;
import static io.streamcat.broadcast.SampleBroadcasts.everythingOf;
import static io.streamcat.broadcast.SampleBroadcasts.published;
import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.seen;
import static io.streamcat.broadcast.SampleBroadcasts.seenOf;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.starving;
import static io.streamcat.broadcast.SampleBroadcasts.unpublished;
import static io.streamcat.broadcast.SampleBroadcasts.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.testing.Guarantee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of every {@link BroadcastRepository}. A test extends this class and supplies an
 * empty repository.
 */
@Guarantee({"EVENT-03", "EVENT-12"})
public abstract class BroadcastRepositoryContract extends PublicationRetentionContract {

  private static final int SERVERS = 4;

  @Test
  void merge_allFields_areStored() {
    merge(everything("st-1"), seen("st-2", NOW));
    merge(everythingOf("p1"));

    assertThat(repository().find("st-1")).contains(everything("st-1"));
    assertThat(repository().find("st-2")).contains(seen("st-2", NOW));
    assertThat(repository().find("st-3")).isEmpty();
    assertThat(repository().publishing(STAGE)).containsExactly(everythingOf("p1"));
    assertThat(merge(seenOf("p1", NOW).failed("")).publications()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\ud800", "\udc00"})
  void lookup_textThatNoDatabaseStores_findsNothing(String end) {
    merge(seen("st-1?", NOW));
    merge(published("p1", NOW));
    for (String text : List.of("st-1" + end, "st-1".repeat(100_000))) {
      assertThat(repository().find(text)).isEmpty();
      assertThat(repository().ofChannel(CHANNEL + text, null, 10)).isEmpty();
      assertThat(repository().publishing(STAGE + text)).isEmpty();
      assertThat(repository().inState(EnumSet.allOf(BroadcastState.class), text, 10))
          .hasSize(text.compareTo("st-1?") < 0 ? 1 : 0);
    }
  }

  @Test
  void merge_updatesInAnyOrder_areMerged() {
    merge(ended("st-1", LATER));
    merge(starving("st-1", LATER), started("st-1", NOW));
    merge(recorded("st-1", MUCH_LATER));

    assertThat(repository().find("st-1"))
        .contains(
            started("st-1", NOW)
                .merge(ended("st-1", LATER))
                .merge(starving("st-1", LATER))
                .merge(recorded("st-1", MUCH_LATER)));
  }

  @Test
  void merge_newsOfSomeBroadcasts_returnsTheChangedOnes() {
    Changes first = merge(started("st-1", NOW), ended("st-1", LATER), started("st-2", NOW));
    Changes again = merge(started("st-1", NOW), ended("st-2", LATER));

    assertThat(first.broadcasts())
        .extracting(StoredBroadcast::broadcast)
        .containsExactlyInAnyOrder(
            started("st-1", NOW).merge(ended("st-1", LATER)), started("st-2", NOW));
    assertThat(again.broadcasts())
        .extracting(StoredBroadcast::broadcast)
        .containsExactly(started("st-2", NOW).merge(ended("st-2", LATER)));
  }

  @Test
  void merge_knownUpdates_changesNothing() {
    merge(everything("st-1"));
    merge(published("p1", NOW));

    assertThat(merge(everything("st-1"), started("st-1", LATER)).broadcasts()).isEmpty();
    assertThat(merge(published("p1", NOW)).publications()).isEmpty();
    assertThat(repository().merge(List.of(), List.of(), NOW))
        .isEqualTo(new Changes(List.of(), List.of()));
  }

  @Test
  void merge_manyUpdates_storesAll() {
    List<Broadcast> updates = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      updates.add(started("st-" + i, NOW));
    }

    assertThat(repository().merge(updates, List.of(), NOW).broadcasts()).hasSize(150);
    assertThat(repository().merge(updates, List.of(), NOW).broadcasts()).isEmpty();
  }

  @Test
  void merge_concurrentServers_losesNoUpdate() throws Exception {
    List<Broadcast> updates = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = "st-" + i;
      Collections.addAll(
          updates,
          seen(id, NOW),
          started(id, LATER),
          starving(id, MUCH_LATER),
          recorded(id, MUCH_LATER),
          ended(id, MUCH_LATER));
    }
    List<Publication> others = List.of(published("p1", NOW), unpublished("p1", LATER));

    Set<String> pending = ConcurrentHashMap.newKeySet();
    atOnce(
        (server, repository) -> {
          Random random = new Random(server);
          List<Broadcast> shuffled = new ArrayList<>(updates);
          Collections.shuffle(shuffled, random);
          Instant mine = MUCH_LATER.plusSeconds(server);
          for (int i = 0; i < shuffled.size(); i += 5) {
            Changes changes =
                repository.merge(shuffled.subList(i, i + 5), List.of(others.get(i % 2)), mine);
            for (StoredBroadcast stored : changes.broadcasts()) {
              stored
                  .notifications()
                  .forEach(
                      (notification, at) ->
                          pending.add(
                              stored.broadcast().streamId() + " " + notification + " by " + at));
            }
          }
          return server;
        });

    for (int i = 0; i < 5; i++) {
      String id = "st-" + i;
      assertThat(repository().find(id))
          .isEqualTo(
              updates.stream().filter(f -> f.streamId().equals(id)).reduce(Broadcast::merge));
    }
    assertThat(merge(others.toArray(Publication[]::new)).publications()).isEmpty();
    // Each of the two notifications of each broadcast is pending at a single server.
    assertThat(pending).hasSize(10);
    assertThat(
            repository()
                .claimNotifications(
                    MUCH_LATER.plusSeconds(SERVERS), MUCH_LATER.plusSeconds(60), 100))
        .hasSize(5);
  }

  private interface Server {
    Object run(int number, BroadcastRepository repository) throws Exception;
  }

  /** Runs two threads on each of two servers. */
  private void atOnce(Server work) throws Exception {
    List<BroadcastRepository> servers = List.of(repository(), otherServer());
    ExecutorService executor = Executors.newFixedThreadPool(SERVERS);
    try {
      CyclicBarrier start = new CyclicBarrier(SERVERS);
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < SERVERS; i++) {
        int number = i;
        tasks.add(
            () -> {
              start.await();
              return work.run(number, servers.get(number % servers.size()));
            });
      }
      for (Future<Object> result : executor.invokeAll(tasks)) {
        result.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void ofChannel_severalPages_findsTheLatestFirst() {
    merge(started("st-b", NOW), started("st-a", LATER), started("st-c", MUCH_LATER));
    merge(Broadcast.seen("st-d", CHANNEL + "x", NOW));

    assertThat(repository().ofChannel(CHANNEL, null, 2))
        .containsExactly(started("st-c", MUCH_LATER), started("st-a", LATER));
    assertThat(repository().ofChannel(CHANNEL, started("st-a", LATER), 2))
        .containsExactly(started("st-b", NOW));
    assertThat(repository().ofChannel("arn:none", null, 2)).isEmpty();
  }

  @Test
  void ofChannel_broadcastsOfOneSecond_areOnOnePageEach() {
    merge(started("st-b", NOW), started("st-a", NOW), started("st-c", NOW), seen("st-d", LATER));

    List<Broadcast> pages = new ArrayList<>();
    @Nullable Broadcast before = null;
    for (int page = 0; page < 4; page++) {
      before = repository().ofChannel(CHANNEL, before, 1).get(0);
      pages.add(before);
    }

    assertThat(pages)
        .containsExactly(
            seen("st-d", LATER), started("st-c", NOW), started("st-b", NOW), started("st-a", NOW));
    assertThat(repository().ofChannel(CHANNEL, before, 1)).isEmpty();
  }

  @Test
  void inState_severalPages_areOrderedByStreamId() {
    merge(seen("st-A", NOW), started("st-b", NOW), started("st-C", NOW), ended("st-d", NOW));
    merge(verified("st-e", NOW));

    assertThat(repository().inState(Set.of(BroadcastState.LIVE), null, 10))
        .containsExactly(started("st-C", NOW), started("st-b", NOW));
    assertThat(
            repository()
                .inState(EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED)), "st-A", 2))
        .containsExactly(started("st-C", NOW), started("st-b", NOW));
    assertThat(repository().inState(Set.of(BroadcastState.VERIFIED), "st-d", 2))
        .containsExactly(verified("st-e", NOW));

    merge(ended("st-b", LATER));

    assertThat(repository().inState(Set.of(BroadcastState.LIVE), null, 10))
        .containsExactly(started("st-C", NOW));
  }

  private void markDelivered(String streamId) {
    repository().markDelivered(Map.of(streamId, Set.of(Notification.WENT_LIVE)));
  }

  private Optional<StoredBroadcast> claim(Instant now, Instant until) {
    return repository().claimNotifications(now, until, 10).stream().findFirst();
  }

  @Test
  void notification_delivered_isNotPendingAgain() {
    Changes changes = merge(started("st-1", NOW));

    assertThat(changes.broadcasts())
        .extracting(StoredBroadcast::notifications)
        .containsExactly(Map.of(Notification.WENT_LIVE, LATER));
    assertThat(merge(ended("st-1", MUCH_LATER)).broadcasts())
        .extracting(StoredBroadcast::notifications)
        .containsExactly(Map.of(Notification.WENT_LIVE, LATER));

    markDelivered("st-1");
    markDelivered("st-1");
    markDelivered("st-2");

    assertThat(repository().find("st-2")).isEmpty();

    assertThat(merge(started("st-1", NOW.minusSeconds(1))).broadcasts())
        .extracting(StoredBroadcast::notifications)
        .containsExactly(Map.of());
    assertThat(claim(MUCH_LATER, MUCH_LATER)).isEmpty();
  }

  @Test
  void notification_oneOfTwoDelivered_otherStaysPending() {
    merge(started("st-1", NOW));
    repository().merge(List.of(recorded("st-1", NOW)), List.of(), MUCH_LATER);

    assertThat(claim(LATER, MUCH_LATER.plusSeconds(1)).map(StoredBroadcast::notifications))
        .contains(
            Map.of(
                Notification.WENT_LIVE,
                MUCH_LATER.plusSeconds(1),
                Notification.RECORDING_READY,
                MUCH_LATER));

    markDelivered("st-1");

    assertThat(claim(MUCH_LATER, MUCH_LATER.plusSeconds(2)))
        .contains(
            new StoredBroadcast(
                started("st-1", NOW).merge(recorded("st-1", NOW)),
                Map.of(Notification.RECORDING_READY, MUCH_LATER.plusSeconds(2))));
  }

  @Test
  void merge_withoutListener_addsNoNotificationAndKeepsPendingOnes() {
    merge(started("st-1", NOW));
    repository().merge(List.of(recorded("st-1", NOW), started("st-2", NOW)), List.of(), null);

    assertThat(repository().claimNotifications(MUCH_LATER, MUCH_LATER.plusSeconds(1), 10))
        .extracting(StoredBroadcast::notifications)
        .containsExactly(Map.of(Notification.WENT_LIVE, MUCH_LATER.plusSeconds(1)));
  }

  @Test
  void extendClaims_someClaimedByAnotherServer_extendsOwnOnes() {
    Instant extended = MUCH_LATER.plusSeconds(60);
    merge(started("st-1", NOW), started("st-2", NOW));
    assertThat(repository().claimNotifications(LATER, MUCH_LATER, 10)).hasSize(2);
    merge(started("st-3", NOW));

    assertThat(repository().extendClaims(List.of("st-1", "st-3", "st-4"), MUCH_LATER, extended))
        .containsExactly(
            new StoredBroadcast(started("st-1", NOW), Map.of(Notification.WENT_LIVE, extended)));

    assertThat(repository().claimNotifications(MUCH_LATER, extended.plusSeconds(60), 10))
        .extracting(stored -> stored.broadcast().streamId())
        .containsExactlyInAnyOrder("st-2", "st-3");
  }

  @Test
  void claim_claimedNotification_isFreeAfterItsExpiry() {
    merge(started("st-1", NOW));

    assertThat(claim(NOW, MUCH_LATER)).isEmpty();
    assertThat(claim(LATER, MUCH_LATER)).isPresent();
    assertThat(claim(LATER, MUCH_LATER)).isEmpty();
    assertThat(claim(MUCH_LATER.minusSeconds(1), MUCH_LATER)).isEmpty();
    assertThat(claim(MUCH_LATER, MUCH_LATER.plusSeconds(1))).isPresent();
  }

  @Test
  void claim_concurrentServers_claimEachBroadcastOnce() throws Exception {
    List<Broadcast> updates = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      updates.add(started("st-" + i, NOW));
    }
    repository().merge(updates, List.of(), LATER);

    List<String> claimed = Collections.synchronizedList(new ArrayList<>());
    atOnce(
        (server, repository) -> {
          List<StoredBroadcast> mine;
          do {
            mine = repository.claimNotifications(LATER, MUCH_LATER, 7);
            mine.forEach(stored -> claimed.add(stored.broadcast().streamId()));
          } while (!mine.isEmpty());
          return server;
        });

    assertThat(claimed).doesNotHaveDuplicates().hasSize(30);
  }
}
