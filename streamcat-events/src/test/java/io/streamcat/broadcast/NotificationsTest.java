package io.streamcat.broadcast;

import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.SampleEvents;
import io.streamcat.exception.StorageException;
import io.streamcat.testing.CrashSimulator;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever crashes, and whatever fails, a listener is told. */
class NotificationsTest {

  private static final List<IvsEvent> EVENTS =
      List.of(
          stream("Stream Start", "st-1", NOW),
          SampleEvents.event(
              "IVS Recording State Change",
              SampleEvents.CHANNEL,
              NOW.plusSeconds(60),
              """
              {"recording_status": "Recording End", "stream_id": "st-1",
               "recording_s3_bucket_name": "recordings", "recording_s3_key_prefix": "ivs/v1"}"""));

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final List<String> told = new ArrayList<>();
  private boolean failing;

  private final BroadcastListener listener =
      new BroadcastListener() {
        @Override
        public void wentLive(Broadcast broadcast) {
          tell("live " + broadcast.streamId());
        }

        @Override
        public void recordingReady(Broadcast broadcast) {
          tell("recorded " + broadcast.recording().path().keyPrefix());
        }
      };

  private void tell(String notification) {
    if (failing) {
      throw new IllegalStateException("the listener fails");
    }
    told.add(notification);
  }

  private Broadcasts server(BroadcastRepository repository, BroadcastListener told) {
    return Broadcasts.create(repository, null, told, time);
  }

  private final Broadcasts server = server(store, listener);

  @Test
  void listener_isToldOnce_whateverIsRepeated() {
    server.acceptAll(EVENTS);
    server.acceptAll(EVENTS);
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(server.deliverNotifications()).isZero();
    assertThat(told).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void listenerThatFails_isToldAgain_andEventsAreTaken() {
    failing = true;
    assertThat(server.acceptAll(EVENTS)).isEqualTo(1);
    failing = false;

    assertThat(server.deliverNotifications()).isZero();
    time.advance(Broadcasts.NOTIFICATION_LEASE);
    assertThat(server.deliverNotifications()).isEqualTo(2);
    assertThat(server.deliverNotifications()).isZero();
    assertThat(told).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void listenerThatGoesOnFailing_isToldOnceALease() {
    failing = true;
    for (int i = 0; i < 50; i++) {
      server.accept(stream("Stream Start", "st-" + i, NOW));
    }
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(server.deliverNotifications()).isZero();
    failing = false;
    assertThat(server.deliverNotifications()).isZero();
    time.advance(Broadcasts.NOTIFICATION_LEASE);
    assertThat(server.deliverNotifications()).isEqualTo(50);
  }

  @Test
  void whileAServerIsAboutToTell_noOtherOneDoes() {
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
    assertThat(told).isEmpty();
  }

  @Test
  void serverWithoutAListener_recordsNothingToTell_andTakesNothingFromThoseThatHaveOne() {
    Broadcasts deaf = server(store, null);
    failing = true;
    server.accept(EVENTS.get(0));
    failing = false;
    deaf.accept(EVENTS.get(1));
    time.advance(Broadcasts.NOTIFICATION_LEASE);

    assertThat(deaf.deliverNotifications()).isZero();
    assertThat(server.deliverNotifications()).isEqualTo(1);
    assertThat(told).containsExactly("live st-1");
  }

  @Test
  void whatAListenerWasTold_isNotedAtOnce_butNotLongAfter() {
    List<Integer> noted = new ArrayList<>();
    BroadcastRepository counted =
        InterceptingProxy.before(
            BroadcastRepository.class, store, "markDelivered", () -> noted.add(told.size()));
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

    assertThat(noted).containsExactly(2, 3, 4);
  }

  @Test
  void insideATransaction_nobodyIsToldBeforeItIsCommitted() {
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
    assertThat(told).isEmpty();

    inTransaction[0] = false;
    assertThat(server.deliverNotifications()).isEqualTo(2);
    assertThat(told).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void whoOnlyStoresEvents_leavesItToServersToTell() {
    EventSink sink = EventSink.storingIn(store, time);

    assertThat(sink.acceptAll(EVENTS)).isEqualTo(1);
    assertThat(sink.acceptAll(EVENTS)).isZero();
    assertThat(server.deliverNotifications()).isEqualTo(2);
    assertThat(told).containsExactly("live st-1", "recorded ivs/v1");
  }

  @Test
  void whatCannotBeNoted_isToldAgain() {
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
    assertThat(told)
        .containsExactly("live st-1", "recorded ivs/v1", "live st-1", "recorded ivs/v1");
  }

  /** Before and after every call, of the store and of the listener. */
  @Test
  void crashAtAnyMoment_losesNoNotice() {
    int moment = 0;
    CrashSimulator process;
    do {
      moment++;
      told.clear();
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
        // Nobody has taken the events from the queue: they come again.
        other.acceptAll(EVENTS);
      }
      time.advance(Broadcasts.NOTIFICATION_LEASE);
      other.deliverNotifications();

      assertThat(told)
          .as("died at moment %d", moment)
          .contains("live st-1", "recorded ivs/v1")
          .hasSizeLessThanOrEqualTo(4);
      time.advance(Broadcasts.NOTIFICATION_LEASE);
      assertThat(other.deliverNotifications()).isZero();
    } while (process.isDead());
    assertThat(moment).isGreaterThan(10);
  }
}
