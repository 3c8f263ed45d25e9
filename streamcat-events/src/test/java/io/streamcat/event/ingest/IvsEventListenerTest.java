package io.streamcat.event.ingest;

import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.event;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.EventSink;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.ParticipantRecordingStateChange;
import io.streamcat.event.SampleEvents;
import io.streamcat.event.ingest.EventOutcome.Status;
import io.streamcat.testing.ManualClock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The delivery of events to a listener. */
class IvsEventListenerTest {

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final List<String> notified = new ArrayList<>();
  private boolean failing;

  private EventIngester ingester(IvsEventListener listener) {
    return EventIngester.create(
        EventIngester.notifying(EventSink.storingIn(store, time), listener));
  }

  /** Returns a listener that records the method to which an event is dispatched. */
  private IvsEventListener recording() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("onEvent")) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          notified.add(method.getName());
          return null;
        };
    return (IvsEventListener)
        Proxy.newProxyInstance(
            IvsEventListener.class.getClassLoader(),
            new Class<?>[] {IvsEventListener.class},
            handler);
  }

  @ParameterizedTest
  @CsvSource({
    "IVS Stream State Change, event_name, Stream End, streamEnded",
    "IVS Stream State Change, event_name, Stream Failure, streamFailed",
    "IVS Stream State Change, event_name, Stream Start,",
    "IVS Stream Health Change, event_name, Starvation Start, starving",
    "IVS Stream Health Change, event_name, Starvation End, recovered",
    "IVS Limit Breach, limit_name, Concurrent Viewers, limitBreached",
    "IVS Recording State Change, recording_status, Recording Start Failure, recordingFailed",
    "IVS Recording State Change, recording_status, Recording End Failure, recordingFailed",
    "IVS Recording State Change, recording_status, Recording End,",
    "IVS Participant Recording State Change, event_name, Recording End, participantRecordingReady",
    "IVS Participant Recording State Change, event_name, Recording Start Failure,"
        + " participantRecordingFailed",
    "IVS Composition State Change, event_name, Session Start, compositionStarted",
    "IVS Composition State Change, event_name, Session End, compositionEnded",
    "IVS Composition State Change, event_name, Session Failure, compositionFailed",
    "IVS Composition State Change, event_name, Destination Failure, compositionDestinationFailed",
    "IVS Something New, event_name, Begun,"
  })
  void ingest_anyEvent_isDispatchedByItsName(
      String type, String field, String name, String method) {
    IvsEvent event =
        event(type, SampleEvents.CHANNEL, NOW, "{\"%s\": \"%s\"}".formatted(field, name));

    assertThat(ingester(recording()).ingest(List.of(event.toJson())))
        .allMatch(EventOutcome::isStored);

    assertThat(notified).isEqualTo(method == null ? List.of() : List.of(method));
  }

  @Test
  void notifying_storedEvents_returnsTheChangesOfTheSink() {
    EventSink sink = EventIngester.notifying(events -> 3, recording());

    assertThat(sink.acceptAll(List.of(event("IVS Something New", SampleEvents.CHANNEL, NOW, "{}"))))
        .isEqualTo(3);
  }

  @Test
  void ingest_failingListener_eventFailsAloneAndIsDeliveredAgain() {
    failing = true;
    EventIngester ingester =
        ingester(
            new IvsEventListener() {
              @Override
              public void participantRecordingReady(ParticipantRecordingStateChange event) {
                if (failing) {
                  throw new IllegalStateException("the listener fails");
                }
                notified.add(event.bucketName() + "/" + event.keyPrefix());
              }
            });
    List<String> events =
        List.of(
            stream("Stream Start", "st-1", NOW).toJson(),
            event(
                    "IVS Participant Recording State Change",
                    SampleEvents.CHANNEL,
                    NOW,
                    """
                    {"event_name": "Recording End", "recording_s3_bucket_name": "recordings",
                     "recording_s3_key_prefix": "ivs/v1"}\
                    """)
                .toJson());

    assertThat(ingester.ingest(events))
        .extracting(EventOutcome::status)
        .containsExactly(Status.STORED, Status.FAILED);
    failing = false;
    assertThat(ingester.ingest(events.subList(1, 2))).allMatch(EventOutcome::isStored);

    assertThat(notified).containsExactly("recordings/ivs/v1");
  }
}
