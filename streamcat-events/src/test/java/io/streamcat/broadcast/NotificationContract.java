package io.streamcat.broadcast;

import static io.streamcat.broadcast.Notification.RECORDING_READY;
import static io.streamcat.broadcast.Notification.WENT_LIVE;
import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.event.SampleEvents;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The notifications of every {@link BroadcastRepository}. */
@Guarantee({"EVENT-03", "EVENT-12", "EVENT-23"})
public abstract class NotificationContract {

  static final int SERVERS = 4;

  private static final Instant MUCH_LATER_STILL = MUCH_LATER.plusSeconds(60);

  /** Returns the repository under test, which must be empty at the beginning of each test. */
  protected abstract BroadcastRepository repository();

  /** Returns another repository of the same store, as another server would use it. */
  protected BroadcastRepository otherServer() {
    return repository();
  }

  Changes merge(Broadcast... updates) {
    return repository().merge(List.of(updates), List.of(), LATER);
  }

  interface Server {
    Object run(int number, BroadcastRepository repository) throws Exception;
  }

  /** Runs two threads on each of two servers. */
  void atOnce(Server work) throws Exception {
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

  private static PendingNotification pending(
      Broadcast broadcast, Notification notification, Instant dueAt) {
    return new PendingNotification(broadcast, notification, dueAt, 0, null);
  }

  private List<PendingNotification> claim(Instant now, Instant until) {
    return repository().claimNotifications(now, until, 10);
  }

  private List<PendingNotification> fail(PendingNotification claimed, Instant next) {
    return repository().replace(Map.of(claimed, claimed.failed(next, "a failure")));
  }

  private PendingNotification dead(String streamId) {
    merge(started(streamId, NOW));
    PendingNotification claimed = pending(started(streamId, NOW), WENT_LIVE, LATER);
    PendingNotification dead = claimed.failed(null, "java.io.IOException");
    assertThat(repository().replace(Map.of(claimed, dead))).containsExactly(dead);
    return dead;
  }

  @Test
  void notification_delivered_isNotPendingAgain() {
    PendingNotification live = pending(started("st-1", NOW), WENT_LIVE, LATER);

    assertThat(merge(started("st-1", NOW)).notifications()).containsExactly(live);
    assertThat(merge(ended("st-1", MUCH_LATER)).notifications()).isEmpty();

    repository().markDelivered(List.of(live, pending(started("st-2", NOW), WENT_LIVE, LATER)));
    repository().markDelivered(List.of(live));
    repository().markDelivered(List.of());

    assertThat(repository().find("st-2")).isEmpty();
    assertThat(merge(started("st-1", NOW.minusSeconds(1))).notifications()).isEmpty();
    assertThat(claim(MUCH_LATER, MUCH_LATER_STILL)).isEmpty();
  }

  @Test
  void claim_severalOfABroadcast_areInOrderWithTheLatestFacts() {
    merge(started("st-1", NOW), recorded("st-1", NOW));
    merge(ended("st-1", LATER));

    Broadcast latest =
        started("st-1", NOW).merge(recorded("st-1", NOW)).merge(ended("st-1", LATER));
    assertThat(claim(LATER, MUCH_LATER))
        .containsExactly(
            pending(latest, WENT_LIVE, MUCH_LATER), pending(latest, RECORDING_READY, MUCH_LATER));
  }

  @Test
  void merge_earlierNotificationPending_leavesTheNewOneForLater() {
    merge(started("st-1", NOW));

    Changes changes =
        repository().merge(List.of(recorded("st-1", NOW)), List.of(), LATER.minusSeconds(1));

    assertThat(changes.broadcasts()).hasSize(1);
    assertThat(changes.notifications()).isEmpty();
    assertThat(claim(LATER.minusSeconds(1), MUCH_LATER)).as("becomes due with st-1").isEmpty();
    assertThat(claim(LATER, MUCH_LATER))
        .extracting(PendingNotification::notification)
        .containsExactly(WENT_LIVE, RECORDING_READY);
  }

  @Test
  void merge_earlierNotificationDelivered_returnsTheNewOne() {
    repository().markDelivered(merge(started("st-1", NOW)).notifications());

    assertThat(merge(recorded("st-1", NOW)).notifications())
        .extracting(PendingNotification::notification)
        .containsExactly(RECORDING_READY);
  }

  @Test
  void merge_withoutListener_addsNoNotificationAndKeepsPendingOnes() {
    merge(started("st-1", NOW));
    repository().merge(List.of(recorded("st-1", NOW), started("st-2", NOW)), List.of(), null);

    assertThat(claim(MUCH_LATER, MUCH_LATER_STILL))
        .extracting(PendingNotification::streamId, PendingNotification::notification)
        .containsExactly(tuple("st-1", WENT_LIVE));
  }

  @Test
  void replace_someClaimedByAnotherServer_replacesOwnOnes() {
    merge(started("st-1", NOW), started("st-2", NOW), started("st-3", NOW));
    List<PendingNotification> mine = claim(LATER, MUCH_LATER);
    assertThat(mine).hasSize(3);
    repository().replace(Map.of(mine.get(1), mine.get(1).dueAt(MUCH_LATER.plusSeconds(1))));
    repository().markDelivered(List.of(mine.get(2)));

    assertThat(
            repository()
                .replace(
                    Map.of(
                        mine.get(0),
                        mine.get(0).dueAt(MUCH_LATER_STILL),
                        mine.get(1),
                        mine.get(1).dueAt(MUCH_LATER_STILL),
                        mine.get(2),
                        mine.get(2).dueAt(MUCH_LATER_STILL))))
        .containsExactly(mine.get(0).dueAt(MUCH_LATER_STILL));
    assertThat(repository().replace(Map.of())).isEmpty();
    assertThat(claim(MUCH_LATER_STILL.minusSeconds(1), MUCH_LATER_STILL))
        .extracting(PendingNotification::streamId)
        .containsExactly("st-2");
  }

  @Test
  void replace_severalOfABroadcast_returnsThemInTheOrderOfDelivery() {
    merge(started("st-1", NOW), recorded("st-1", NOW));
    List<PendingNotification> claimed = claim(LATER, MUCH_LATER);
    Map<PendingNotification, PendingNotification> latestFirst = new LinkedHashMap<>();
    latestFirst.put(claimed.get(1), claimed.get(1).dueAt(MUCH_LATER_STILL));
    latestFirst.put(claimed.get(0), claimed.get(0).dueAt(MUCH_LATER_STILL));

    assertThat(repository().replace(latestFirst))
        .extracting(PendingNotification::notification)
        .containsExactly(WENT_LIVE, RECORDING_READY);
  }

  @Test
  void replace_broadcastChangedMeanwhile_returnsItAsKnownNow() {
    merge(started("st-1", NOW));
    PendingNotification claimed = claim(LATER, MUCH_LATER).get(0);
    merge(ended("st-1", LATER));

    assertThat(repository().replace(Map.of(claimed, claimed.dueAt(MUCH_LATER_STILL))))
        .containsExactly(
            pending(started("st-1", NOW).merge(ended("st-1", LATER)), WENT_LIVE, MUCH_LATER_STILL));
  }

  @Test
  void claim_claimedNotification_isFreeAfterItsExpiry() {
    merge(started("st-1", NOW));

    assertThat(claim(NOW, MUCH_LATER)).isEmpty();
    assertThat(claim(LATER, MUCH_LATER)).hasSize(1);
    assertThat(claim(LATER, MUCH_LATER)).isEmpty();
    assertThat(claim(MUCH_LATER.minusSeconds(1), MUCH_LATER)).isEmpty();
    assertThat(claim(MUCH_LATER, MUCH_LATER.plusSeconds(1))).hasSize(1);
  }

  @Test
  void claim_moreBroadcastsThanTheLimit_leavesTheOthers() {
    merge(started("st-1", NOW), started("st-2", NOW), started("st-3", NOW));

    assertThat(repository().claimNotifications(LATER, MUCH_LATER, 2)).hasSize(2);
    assertThat(repository().claimNotifications(LATER, MUCH_LATER, 2)).hasSize(1);
  }

  @Test
  void claim_failedNotification_isCountedAndHoldsUpTheLaterOnes() {
    merge(started("st-1", NOW), recorded("st-1", NOW));
    List<PendingNotification> claimed = claim(LATER, LATER.plusSeconds(60));
    fail(claimed.get(0), MUCH_LATER);

    assertThat(claim(LATER.plusSeconds(60), MUCH_LATER)).isEmpty();
    assertThat(claim(MUCH_LATER, MUCH_LATER_STILL))
        .satisfiesExactly(
            live -> {
              assertThat(live.attempts()).isEqualTo(1);
              assertThat(live.problem()).isEqualTo("a failure");
            },
            recorded -> assertThat(recorded.attempts()).isZero());
  }

  @Test
  void claim_deadNotification_holdsUpNoOther() {
    dead("st-1");
    merge(recorded("st-1", NOW));

    assertThat(claim(MUCH_LATER, MUCH_LATER_STILL))
        .extracting(PendingNotification::notification)
        .containsExactly(RECORDING_READY);
    assertThat(repository().deadNotifications(null, 10))
        .extracting(PendingNotification::notification)
        .containsExactly(WENT_LIVE);
  }

  @Test
  void deadNotifications_severalPages_areOrderedByStreamIdAndCounted() {
    dead("st-b");
    dead("st-C");
    PendingNotification first = dead("st-a");
    merge(recorded("st-a", NOW));
    PendingNotification recording =
        pending(started("st-a", NOW).merge(recorded("st-a", NOW)), RECORDING_READY, LATER);
    repository().replace(Map.of(recording, recording.failed(null, "x".repeat(600))));
    merge(started("st-d", NOW));

    List<PendingNotification> page = repository().deadNotifications(null, 2);

    assertThat(repository().countDeadNotifications()).isEqualTo(4);
    assertThat(page)
        .extracting(dead -> dead.streamId() + " " + dead.notification())
        .containsExactly("st-C WENT_LIVE", "st-a RECORDING_READY");
    assertThat(page.get(1).problem()).hasSize(PendingNotification.MAX_PROBLEM);
    assertThat(repository().deadNotifications(page.get(1), 10))
        .extracting(PendingNotification::streamId)
        .containsExactly("st-a", "st-b");
    assertThat(first.isDead()).isTrue();
  }

  @Test
  void replace_deadNotification_makesItPendingAgain() {
    PendingNotification dead = dead("st-1");

    assertThat(repository().replace(Map.of(dead, dead.redelivered(LATER))))
        .containsExactly(pending(started("st-1", NOW), WENT_LIVE, LATER));
    assertThat(repository().replace(Map.of(dead, dead.redelivered(LATER)))).isEmpty();
    assertThat(repository().countDeadNotifications()).isZero();
    assertThat(claim(LATER, MUCH_LATER)).hasSize(1);
  }

  @Test
  void claim_concurrentServers_claimEachNotificationOnce() throws Exception {
    merge(IntStream.range(0, 30).mapToObj(i -> started("st-" + i, NOW)).toArray(Broadcast[]::new));

    List<String> claimed = Collections.synchronizedList(new ArrayList<>());
    atOnce(
        (server, repository) -> {
          List<PendingNotification> mine;
          do {
            mine = repository.claimNotifications(LATER, MUCH_LATER, 7);
            mine.forEach(pending -> claimed.add(pending.streamId()));
          } while (!mine.isEmpty());
          return server;
        });

    assertThat(claimed).doesNotHaveDuplicates().hasSize(30);
  }

  /** The servers get the same events, and deliver pending notifications at the same time. */
  @Test
  void deliver_concurrentServersWithoutFailures_notifiesOnceAndInOrder() throws Exception {
    ManualClock clock = new ManualClock();
    List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    BroadcastListener listener =
        new BroadcastListener() {
          @Override
          public void wentLive(Broadcast broadcast) {
            delivered.add("live " + broadcast.streamId());
          }

          @Override
          public void recordingReady(Broadcast broadcast) {
            delivered.add("recorded " + broadcast.streamId());
          }
        };
    EventSink.storingIn(repository(), clock)
        .acceptAll(
            IntStream.range(0, 20)
                .mapToObj(i -> SampleEvents.stream("Stream Start", "st-" + i, NOW))
                .toList());

    atOnce(
        (server, repository) -> {
          Broadcasts broadcasts = Broadcasts.create(repository, null, listener, clock);
          for (int i = 0; i < 20; i++) {
            broadcasts.accept(SampleEvents.stream("Stream Start", "st-" + (i + 10), NOW));
            broadcasts.accept(SampleEvents.recordingEnd("st-" + i, NOW));
            broadcasts.deliverNotifications();
          }
          return server;
        });
    clock.advance(Broadcasts.NOTIFICATION_LEASE);
    Broadcasts.create(repository(), null, listener, clock).deliverNotifications();

    assertThat(delivered).doesNotHaveDuplicates().hasSize(50);
    for (int i = 0; i < 20; i++) {
      assertThat(delivered).containsSubsequence("live st-" + i, "recorded st-" + i);
    }
  }
}
