package io.streamcat.event.ingest;

import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.SampleEvents;
import io.streamcat.event.ingest.EventOutcome.Status;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that an event does not affect the others of its batch, and that failures are reported. */
@Guarantee("EVENT-15")
class EventIngesterTest {

  private static final String NO_EVENT = "{\"source\": \"aws.ec2\"}";

  /** A well-formed event that the store rejects. */
  private static final String NO_BROADCAST = stream("Stream Start", "st 1", NOW).toJson();

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final List<String> seen = new ArrayList<>();
  private RuntimeException failure;
  private Error error;
  private int transactions;

  private final EventIngesterListener listener =
      new EventIngesterListener() {
        @Override
        public void onStored(IvsEvent event, Duration lag) {
          seen.add("stored " + lag.toSeconds());
        }

        @Override
        public void onUnchanged(int events) {
          seen.add("unchanged " + events);
        }

        @Override
        public void onRejected(InvalidInputException cause) {
          seen.add("rejected " + cause.field());
        }

        @Override
        public void onFailed(int events, RuntimeException cause) {
          seen.add("failed " + events + " " + cause.getMessage());
        }
      };

  private EventIngester ingester(EventIngesterListener listener) {
    BroadcastRepository repository =
        InterceptingProxy.before(
            BroadcastRepository.class,
            store,
            "merge",
            () -> {
              transactions++;
              if (failure != null) {
                throw failure;
              }
              if (error != null) {
                throw error;
              }
            });
    return EventIngester.create(
        Broadcasts.create(repository, null, new BroadcastListener() {}, time), listener, time);
  }

  private final EventIngester ingester = ingester(listener);

  private static String start(int number) {
    return stream("Stream Start", "st-" + number, NOW).toJson();
  }

  private static List<Status> statuses(List<EventOutcome> outcomes) {
    return outcomes.stream().map(EventOutcome::status).toList();
  }

  @Test
  void ingest_validBatch_usesOneTransaction() {
    time.advance(Duration.ofSeconds(7));

    assertThat(ingester.ingest(List.of(start(1), start(2), start(3))))
        .hasSize(3)
        .allMatch(EventOutcome::isStored);
    assertThat(transactions).isEqualTo(1);
    assertThat(store.find("st-3")).isPresent();
    assertThat(seen).containsExactly("stored 7", "stored 7", "stored 7");
  }

  @Test
  void ingest_rejectedEvents_storesTheOthers() {
    List<EventOutcome> outcomes =
        ingester.ingest(
            List.of(start(1), NO_EVENT, start(2), NO_BROADCAST, start(3), "", start(4), start(5)));

    assertThat(statuses(outcomes))
        .containsExactly(
            Status.STORED,
            Status.REJECTED,
            Status.STORED,
            Status.REJECTED,
            Status.STORED,
            Status.REJECTED,
            Status.STORED,
            Status.STORED);
    assertThat(List.of(1, 2, 3, 4, 5)).allMatch(i -> store.find("st-" + i).isPresent());
    assertThat(outcomes.get(1).cause())
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("source"));
    assertThat(seen).filteredOn(note -> note.startsWith("stored")).hasSize(5);
    assertThat(seen).filteredOn(note -> note.startsWith("rejected")).hasSize(3);
  }

  /** Only a failure that may pass spares the store the events between the first and the last. */
  @Test
  void ingest_storeRejectsTheFirstAndTheLastEvent_storesThoseBetween() {
    List<EventOutcome> outcomes =
        ingester.ingest(List.of(NO_BROADCAST, start(1), start(2), NO_BROADCAST));

    assertThat(statuses(outcomes))
        .containsExactly(Status.REJECTED, Status.STORED, Status.STORED, Status.REJECTED);
    assertThat(List.of(1, 2)).allMatch(i -> store.find("st-" + i).isPresent());
  }

  @Test
  void ingest_unavailableStore_isAskedThreeTimesAndFailureKept() {
    failure = new StorageException("away", true, null);

    List<EventOutcome> outcomes =
        ingester.ingest(List.of(start(1), NO_EVENT, start(2), start(3), start(4), start(5)));

    assertThat(statuses(outcomes))
        .containsExactly(
            Status.FAILED,
            Status.REJECTED,
            Status.FAILED,
            Status.FAILED,
            Status.FAILED,
            Status.FAILED);
    assertThat(outcomes).noneMatch(EventOutcome::written);
    assertThat(outcomes.get(0).cause()).isSameAs(failure);
    assertThat(transactions).isEqualTo(3);
    assertThat(seen)
        .containsExactly("rejected source", "failed 1 away", "failed 1 away", "failed 3 away");
  }

  @Test
  void ingest_storeFailsOnce_triesEachOfTwoEventsOnce() {
    List<Integer> tried = new ArrayList<>();
    EventIngester failingOnce =
        EventIngester.create(
            events -> {
              tried.add(events.size());
              if (tried.size() == 1) {
                throw new StorageException("away", true, null);
              }
              return 1;
            });

    assertThat(failingOnce.ingest(List.of(start(1), start(2)))).allMatch(EventOutcome::isStored);
    assertThat(tried).containsExactly(2, 1, 1);
  }

  @Test
  void ingest_knownAndNewEvents_reportsWhichWereWritten() {
    assertThat(ingester.ingest(List.of(start(1)))).allMatch(EventOutcome::written);
    assertThat(ingester.ingest(List.of(start(1)))).noneMatch(EventOutcome::written);
  }

  /** Examples are a text that a single kind of database rejects, and a locked row. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ingest_eventThatTheStoreRejects_failsAlone(boolean isTransient) {
    BroadcastRepository picky =
        (BroadcastRepository)
            Proxy.newProxyInstance(
                BroadcastRepository.class.getClassLoader(),
                new Class<?>[] {BroadcastRepository.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("merge")
                      && arguments[0].toString().contains("st-3")) {
                    throw new StorageException("no such text", isTransient, null);
                  }
                  return method.invoke(store, arguments);
                });
    EventIngester ingester =
        EventIngester.create(
            Broadcasts.create(picky, null, new BroadcastListener() {}, time), listener, time);

    assertThat(statuses(ingester.ingest(List.of(start(1), start(2), start(3), start(4), start(5)))))
        .containsExactly(Status.STORED, Status.STORED, Status.FAILED, Status.STORED, Status.STORED);
    assertThat(seen).contains("failed 1 no such text");
  }

  @Test
  void ingest_unchangedEvents_areReported() {
    String unknown =
        SampleEvents.event("AWS API Call via CloudTrail", SampleEvents.CHANNEL, NOW, "{}").toJson();

    assertThat(ingester.ingest(List.of(start(1)))).allMatch(EventOutcome::isStored);
    assertThat(ingester.ingest(List.of(start(1), unknown))).allMatch(EventOutcome::isStored);
    assertThat(seen).containsExactly("stored 0", "stored 0", "stored 0", "unchanged 2");
  }

  @Test
  void ingest_clockBehind_reportsZeroLag() {
    ingester.ingest(List.of(stream("Stream Start", "st-1", NOW.plusSeconds(60)).toJson()));

    assertThat(seen).containsExactly("stored 0");
  }

  @Test
  void ingest_failingListener_isIgnored() {
    EventIngester ingester =
        ingester(
            new EventIngesterListener() {
              @Override
              public void onStored(IvsEvent event, Duration lag) {
                throw new IllegalStateException("the listener fails");
              }

              @Override
              public void onRejected(InvalidInputException cause) {
                throw new IllegalStateException("the listener fails");
              }
            });

    assertThat(statuses(ingester.ingest(List.of(start(1), NO_EVENT))))
        .containsExactly(Status.STORED, Status.REJECTED);
    assertThat(transactions).isEqualTo(1);
  }

  @Test
  void ingest_storeThrowsAnError_failsAndContinues() {
    error = new NoClassDefFoundError("a driver's class");

    List<EventOutcome> outcomes = ingester.ingest(List.of(start(1)));

    assertThat(statuses(outcomes)).containsExactly(Status.FAILED);
    assertThat(outcomes.get(0).cause()).hasCause(error);
    assertThat(seen)
        .containsExactly(
            "failed 1 events could not be stored: java.lang.NoClassDefFoundError: a driver's"
                + " class");
    error = null;
    assertThat(ingester.ingest(List.of(start(1)))).allMatch(EventOutcome::isStored);
  }

  @Test
  void ingest_listenerThrowsAnError_isIgnored() {
    EventIngester ingester =
        ingester(
            new EventIngesterListener() {
              @Override
              public void onStored(IvsEvent event, Duration lag) {
                throw new NoSuchMethodError("the listener fails");
              }
            });

    assertThat(ingester.ingest(List.of(start(1)))).allMatch(EventOutcome::isStored);
  }

  @Test
  void ingest_noEvents_doesNotAskTheStore() {
    assertThat(ingester.ingest(Collections.emptyList())).isEmpty();
    assertThat(transactions).isZero();
  }
}
