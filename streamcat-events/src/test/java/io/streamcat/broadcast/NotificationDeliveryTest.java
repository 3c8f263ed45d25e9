package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.SampleEvents;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of leases, interrupts and pages of the delivery of notifications. */
@Guarantee("EVENT-23")
class NotificationDeliveryTest {

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final List<String> delivered = new ArrayList<>();

  /** The durations of the next calls of the listener. */
  private final Deque<Duration> durations = new ArrayDeque<>();

  private final List<Integer> others = new ArrayList<>();

  private final Broadcasts other = server(store, () -> {});

  /** A server whose listener notes each broadcast and then does something else. */
  private Broadcasts server(BroadcastRepository repository, Runnable afterwards) {
    return Broadcasts.create(
        repository,
        null,
        new BroadcastListener() {
          @Override
          public void wentLive(Broadcast broadcast) {
            delivered.add(broadcast.streamId());
            afterwards.run();
          }
        },
        time);
  }

  /** A server whose listener takes time, and runs another server at the end of each call. */
  private Broadcasts slowServer(BroadcastRepository repository) {
    return server(
        repository,
        () -> {
          time.advance(durations.remove());
          others.add(other.deliverNotifications());
        });
  }

  private static List<IvsEvent> starts(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> SampleEvents.stream("Stream Start", "st-" + i, NOW))
        .toList();
  }

  @Test
  void acceptAll_callsOfAlmostAMinuteAfterASlowMerge_keepOtherServersFromNotifying() {
    BroadcastRepository slowStore =
        InterceptingProxy.before(
            BroadcastRepository.class, store, "merge", () -> time.advance(Duration.ofSeconds(40)));
    for (int i = 0; i < 3; i++) {
      durations.add(Duration.ofSeconds(59));
    }

    slowServer(slowStore).acceptAll(starts(3));

    assertThat(delivered).hasSize(3).doesNotHaveDuplicates();
    assertThat(others).containsExactly(0, 0, 0);
  }

  @Test
  void acceptAll_leaseIsExtended_recordsTheResultsBefore() {
    durations.addAll(
        List.of(Duration.ofMillis(29_500), Duration.ofMillis(900), Duration.ofMillis(59_900)));

    slowServer(store).acceptAll(starts(3));

    assertThat(delivered).hasSize(3).doesNotHaveDuplicates();
    assertThat(others).containsExactly(0, 0, 0);
  }

  @Test
  void deliverNotifications_interruptedThread_stopsAfterTheCall() {
    EventSink.storingIn(store, time).acceptAll(starts(50));
    Broadcasts interrupted = server(store, () -> Thread.currentThread().interrupt());

    int accepted = interrupted.deliverNotifications();
    int acceptedLater = interrupted.deliverNotifications();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(accepted).isEqualTo(1);
    assertThat(acceptedLater).isZero();
    time.advance(Broadcasts.NOTIFICATION_LEASE);
    assertThat(other.deliverNotifications()).isEqualTo(49);
    assertThat(delivered).doesNotHaveDuplicates();
  }

  @Test
  void deliverNotifications_notificationBecomesDueMeanwhile_isDelivered() {
    EventSink.storingIn(store, time).acceptAll(starts(25));
    store.merge(
        List.of(started("st-later", NOW)), List.of(), time.instant().plus(Duration.ofMinutes(1)));
    Broadcasts slow = server(store, () -> time.advance(Duration.ofSeconds(10)));

    assertThat(slow.deliverNotifications()).isEqualTo(26);
  }

  @Test
  void acceptAll_failureOfManyCauses_storesTheFirstFive() {
    RuntimeException failure = new IllegalStateException();
    for (int i = 0; i < 5; i++) {
      failure = new IllegalArgumentException(failure);
    }
    RuntimeException outermost = failure;
    server(
            store,
            () -> {
              throw outermost;
            })
        .acceptAll(starts(1));
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(store.claimNotifications(time.instant(), time.instant().plusSeconds(60), 1))
        .singleElement()
        .satisfies(
            failed ->
                assertThat(failed.problem().split(" caused by | at ", -1))
                    .hasSize(6)
                    .doesNotContain("java.lang.IllegalStateException"));
  }

  @Test
  void redeliverAll_broadcastForgottenMeanwhile_redeliversTheOthers() {
    for (int i = 0; i < 250; i++) {
      store.merge(List.of(started("st-" + i, NOW)), List.of(), NOW);
    }
    List<PendingNotification> claimed = store.claimNotifications(NOW, NOW.plusSeconds(60), 250);
    claimed.forEach(pending -> store.replace(Map.of(pending, pending.failed(null, "a failure"))));
    BroadcastRepository forgetting =
        InterceptingProxy.after(
            BroadcastRepository.class,
            store,
            "deadNotifications",
            page -> ((List<?>) page).subList(0, Math.max(0, ((List<?>) page).size() - 1)));

    slowServer(forgetting).redeliverAll();

    assertThat(store.countDeadNotifications()).isEqualTo(1);
  }
}
