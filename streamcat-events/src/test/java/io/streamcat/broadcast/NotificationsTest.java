package io.streamcat.broadcast;

import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.SampleEvents;
import io.streamcat.exception.StorageException;
import io.streamcat.testing.CrashSimulator;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ManualClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the delivery of notifications under crashes and failures. */
@Guarantee({"EVENT-10", "EVENT-12", "EVENT-13", "EVENT-23"})
class NotificationsTest {

  private static final List<IvsEvent> EVENTS =
      List.of(
          stream("Stream Start", "st-1", NOW),
          SampleEvents.recordingEnd("st-1", NOW.plusSeconds(60)));

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final List<String> delivered = new ArrayList<>();
  private boolean failing;

  private final BroadcastListener listener =
      new BroadcastListener() {
        @Override
        public void wentLive(Broadcast broadcast) {
          deliver("live " + broadcast.streamId());
        }

        @Override
        public void recordingReady(Broadcast broadcast) {
          deliver("recorded " + broadcast.recording().path().keyPrefix());
        }
      };

  private void deliver(String notification) {
    if (failing) {
      throw new IllegalStateException("the listener fails");
    }
    delivered.add(notification);
  }

  private Broadcasts server(BroadcastRepository repository, BroadcastListener to) {
    return Broadcasts.create(repository, null, to, time);
  }

  private final Broadcasts server = server(store, listener);

  @Test
  void acceptAll_repeatedEvents_notifyOnce() {
    server.acceptAll(EVENTS);
    server.acceptAll(EVENTS);
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(server.deliverNotifications()).isZero();
    assertThat(delivered).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void acceptAll_failingListener_storesEventsAndNotifiesAgain() {
    failing = true;
    assertThat(server.acceptAll(EVENTS)).isEqualTo(1);
    failing = false;

    assertThat(server.deliverNotifications()).isZero();
    time.advance(Broadcasts.NOTIFICATION_LEASE);
    assertThat(server.deliverNotifications()).isEqualTo(2);
    assertThat(server.deliverNotifications()).isZero();
    assertThat(delivered).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void acceptAll_listenerThrowsAnError_storesEventsAndNotifiesAgain() {
    Broadcasts failingServer =
        server(
            store,
            new BroadcastListener() {
              @Override
              public void wentLive(Broadcast broadcast) {
                throw new NoClassDefFoundError("a class of the listener");
              }
            });

    assertThat(failingServer.acceptAll(EVENTS)).isEqualTo(1);

    time.advance(Broadcasts.NOTIFICATION_LEASE);
    assertThat(server.deliverNotifications())
        .as("a recording is not ready before its broadcast went live")
        .isEqualTo(2);
    assertThat(delivered).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void acceptAll_slowListener_keepsOtherServersFromNotifying() {
    List<Integer> others = new ArrayList<>();
    Broadcasts slow =
        server(
            store,
            new BroadcastListener() {
              @Override
              public void wentLive(Broadcast broadcast) {
                listener.wentLive(broadcast);
                time.advance(Duration.ofSeconds(4));
                others.add(server.deliverNotifications());
              }
            });

    slow.acceptAll(
        IntStream.range(0, 40).mapToObj(i -> stream("Stream Start", "st-" + i, NOW)).toList());

    assertThat(delivered).hasSize(40).doesNotHaveDuplicates();
    assertThat(others).hasSize(40).containsOnly(0);
  }

  @Test
  void deliverNotifications_failingListener_isNotifiedAfterAPause() {
    failing = true;
    for (int i = 0; i < 50; i++) {
      server.accept(stream("Stream Start", "st-" + i, NOW));
    }
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(server.deliverNotifications()).isZero();
    failing = false;
    time.advance(Duration.ofMinutes(2).minusNanos(1000));
    assertThat(server.deliverNotifications()).isZero();
    time.advance(Duration.ofNanos(1000));
    assertThat(server.deliverNotifications()).isEqualTo(50);
  }

  @Test
  void deliverNotifications_duringDelivery_doesNotNotifyTwice() {
    List<Integer> others = new ArrayList<>();
    server(
            store,
            new BroadcastListener() {
              @Override
              public void wentLive(Broadcast broadcast) {
                others.add(server.acceptAll(EVENTS.subList(0, 1)));
                others.add(server.deliverNotifications());
              }
            })
        .accept(EVENTS.get(0));

    assertThat(others).containsExactly(0, 0);
    assertThat(delivered).isEmpty();
  }

  @Test
  void deliverNotifications_withoutListener_leavesThemToOtherServers() {
    Broadcasts withoutListener = server(store, null);
    failing = true;
    server.accept(EVENTS.get(0));
    failing = false;
    withoutListener.accept(EVENTS.get(1));
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(withoutListener.deliverNotifications()).isZero();
    assertThat(server.deliverNotifications()).isEqualTo(1);
    assertThat(delivered).containsExactly("live st-1");
  }

  @Test
  void markDelivered_slowListener_recordsAfterASecond() {
    List<Integer> recorded = new ArrayList<>();
    BroadcastRepository counted =
        InterceptingProxy.before(
            BroadcastRepository.class,
            store,
            "markDelivered",
            () -> recorded.add(delivered.size()));
    Broadcasts quick = server(counted, listener);
    Broadcasts slow =
        server(
            counted,
            new BroadcastListener() {
              @Override
              public void wentLive(Broadcast broadcast) {
                listener.wentLive(broadcast);
                time.advance(Duration.ofSeconds(2));
              }
            });

    quick.acceptAll(
        List.of(stream("Stream Start", "st-1", NOW), stream("Stream Start", "st-2", NOW)));
    slow.acceptAll(
        List.of(stream("Stream Start", "st-3", NOW), stream("Stream Start", "st-4", NOW)));

    assertThat(recorded).containsExactly(2, 3, 4);
  }

  /** A listener that fails at live broadcasts only. */
  private Broadcasts failingAtLive(RuntimeException failure) {
    return server(
        store,
        new BroadcastListener() {
          @Override
          public void wentLive(Broadcast broadcast) {
            delivered.add("live at " + Duration.between(NOW, time.instant()));
            throw failure;
          }

          @Override
          public void recordingReady(Broadcast broadcast) {
            listener.recordingReady(broadcast);
          }
        });
  }

  private static RuntimeException withSecret() {
    return new IllegalStateException(
        "POST https://hooks.example.com/?token=se-cret failed", new IOException("sk_se-cret"));
  }

  private void runEveryMinute(Broadcasts broadcasts, Duration duration) {
    for (long minute = 0; minute < duration.toMinutes(); minute++) {
      time.advance(Duration.ofMinutes(1));
      broadcasts.deliverNotifications();
    }
  }

  @Test
  void deliverNotifications_listenerAlwaysFails_givesUpAndDeliversTheLaterOne() {
    Broadcasts failingServer = failingAtLive(withSecret());
    failingServer.acceptAll(EVENTS);

    runEveryMinute(failingServer, Duration.ofDays(2));

    assertThat(delivered)
        .containsExactly(
            "live at PT0S",
            "live at PT1M",
            "live at PT3M",
            "live at PT7M",
            "live at PT15M",
            "live at PT31M",
            "live at PT1H3M",
            "live at PT2H3M",
            "live at PT3H3M",
            "live at PT4H3M",
            "recorded ivs/v1");
    assertThat(failingServer.countDeadNotifications()).isEqualTo(1);
    assertThat(failingServer.deadNotifications(null, 10))
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.streamId()).isEqualTo("st-1");
              assertThat(dead.notification()).isEqualTo(Notification.WENT_LIVE);
              assertThat(dead.attempts()).isEqualTo(Broadcasts.NOTIFICATION_ATTEMPTS);
              assertThat(dead.problem())
                  .startsWith(
                      "java.lang.IllegalStateException caused by java.io.IOException at "
                          + NotificationsTest.class.getName())
                  .doesNotContain("se-cret");
            });
  }

  @Test
  void redeliver_deadNotification_deliversItInTheNextRun() {
    Broadcasts failingServer = failingAtLive(withSecret());
    failingServer.acceptAll(EVENTS);
    assertThat(failingServer.redeliver("st-1", Notification.WENT_LIVE)).isFalse();
    runEveryMinute(failingServer, Duration.ofHours(5));
    delivered.clear();

    assertThat(server.redeliver("st-2", Notification.WENT_LIVE)).isFalse();
    assertThat(server.redeliver("st-1", Notification.RECORDING_READY)).isFalse();
    assertThat(server.redeliver("st-1", Notification.WENT_LIVE)).isTrue();

    assertThat(server.deliverNotifications()).isEqualTo(1);
    assertThat(delivered).containsExactly("live st-1");
    assertThat(server.countDeadNotifications()).isZero();
  }

  @Test
  void redeliverAll_listenerStillFails_triesAsOftenAgain() {
    Broadcasts failingServer = failingAtLive(withSecret());
    for (int i = 0; i < 250; i++) {
      failingServer.accept(stream("Stream Start", "st-" + i, NOW));
    }
    runEveryMinute(failingServer, Duration.ofHours(5));
    assertThat(failingServer.countDeadNotifications()).isEqualTo(250);
    delivered.clear();

    assertThat(failingServer.redeliverAll()).isEqualTo(250);
    assertThat(failingServer.redeliverAll()).isZero();
    runEveryMinute(failingServer, Duration.ofHours(5));

    assertThat(delivered).hasSize(250 * Broadcasts.NOTIFICATION_ATTEMPTS);
    assertThat(failingServer.countDeadNotifications()).isEqualTo(250);
  }

  @Test
  void acceptAll_insideTransaction_notifiesAfterCommit() {
    boolean[] inTransaction = {true};
    BroadcastRepository joining =
        (BroadcastRepository)
            Proxy.newProxyInstance(
                BroadcastRepository.class.getClassLoader(),
                new Class<?>[] {BroadcastRepository.class},
                (proxy, method, arguments) ->
                    method.getName().equals("isTransactionActive")
                        ? inTransaction[0]
                        : method.invoke(store, arguments));
    Broadcasts server = server(joining, listener);

    server.acceptAll(EVENTS);
    assertThat(delivered).isEmpty();

    inTransaction[0] = false;
    assertThat(server.deliverNotifications()).isEqualTo(2);
    assertThat(delivered).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void acceptAll_storingSink_leavesNotificationsToServers() {
    EventSink sink = EventSink.storingIn(store, time);

    assertThat(sink.acceptAll(EVENTS)).isEqualTo(1);
    assertThat(sink.acceptAll(EVENTS)).isZero();
    assertThat(server.deliverNotifications()).isEqualTo(2);
    assertThat(delivered).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void acceptAll_deliveryNotRecorded_notifiesAgain() {
    BroadcastRepository broken =
        InterceptingProxy.before(
            BroadcastRepository.class,
            store,
            "markDelivered",
            () -> {
              throw new StorageException("away", true, null);
            });
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> server(broken, listener).acceptAll(EVENTS));
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(server.deliverNotifications()).isEqualTo(2);
    assertThat(delivered)
        .containsExactly("live st-1", "recorded ivs/v1", "live st-1", "recorded ivs/v1");
  }

  /** Crashes before and after every call of the store and of the listener. */
  @Test
  void acceptAll_crashAtAnyMoment_losesNoNotification() {
    int moment = 0;
    CrashSimulator process;
    do {
      moment++;
      delivered.clear();
      BroadcastRepository fresh = BroadcastRepository.inMemory();
      process = new CrashSimulator(moment);
      Broadcasts doomed =
          server(
              process.watch(BroadcastRepository.class, fresh),
              process.watch(BroadcastListener.class, listener));
      boolean taken = false;
      try {
        doomed.acceptAll(EVENTS);
        taken = true;
      } catch (CrashSimulator.Died e) {
        assertThat(process.isDead()).isTrue();
      }
      Broadcasts other = server(fresh, listener);
      if (!taken && fresh.find("st-1").isEmpty()) {
        // The events were not removed from the queue and are redelivered.
        other.acceptAll(EVENTS);
      }
      time.advance(Broadcasts.NOTIFICATION_LEASE);
      other.deliverNotifications();

      assertThat(delivered)
          .as("died at moment %d", moment)
          .contains("live st-1", "recorded ivs/v1")
          .hasSizeLessThanOrEqualTo(4);
      time.advance(Broadcasts.NOTIFICATION_LEASE);
      assertThat(other.deliverNotifications()).isZero();
    } while (process.isDead());
    assertThat(moment).isGreaterThan(10);
  }
}
