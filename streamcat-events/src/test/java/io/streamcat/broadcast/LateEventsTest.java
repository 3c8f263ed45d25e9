package io.streamcat.broadcast;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;
import static io.streamcat.event.SampleEvents.event;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.event.IvsEvent;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of forgetting, and of events that arrive after it. */
@Guarantee("EVENT-26")
class LateEventsTest {

  private static final Duration RETENTION = Broadcasts.MIN_RETENTION;

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final Map<String, StreamSession> sessions = new LinkedHashMap<>();
  private final Map<String, LiveStream> live = new LinkedHashMap<>();
  private final List<String> announced = new ArrayList<>();
  private final Broadcasts broadcasts =
      Broadcasts.create(
          store,
          new SessionSource() {
            @Override
            public Map<String, LiveStream> liveStreams() {
              return live;
            }

            @Override
            public List<String> streamSessions(String channelArn) {
              return List.copyOf(sessions.keySet());
            }

            @Override
            public Optional<StreamSession> streamSession(String channelArn, String streamId) {
              return Optional.ofNullable(sessions.get(streamId));
            }

            @Override
            public List<ParticipantEvent> participantEvents(
                String stageArn, String sessionId, String participantId) {
              throw new AssertionError("old publications are not asked about");
            }
          },
          new BroadcastListener() {
            @Override
            public void wentLive(Broadcast broadcast) {
              announced.add(broadcast.streamId());
            }
          },
          time);

  private static IvsEvent published(Instant at) {
    return event(
        "IVS Stage Update",
        STAGE,
        at,
        "{\"session_id\": \"st-a\", \"participant_id\": \"p1\","
            + " \"event_name\": \"Participant Published\"}");
  }

  private Broadcast known(String streamId) {
    return broadcasts.find(streamId).orElseThrow();
  }

  private void endAndForget() {
    broadcasts.acceptAll(
        List.of(
            stream("Stream Start", "st-1", NOW),
            stream("Stream End", "st-1", NOW.plusSeconds(60)),
            published(NOW)));
    announced.clear();
    time.advance(RETENTION.plusSeconds(61));
    assertThat(broadcasts.forget(RETENTION)).isEqualTo(2);
    assertThat(broadcasts.find("st-1")).isEmpty();
  }

  @Test
  void accept_startAfterForget_isNeverLive() {
    endAndForget();

    broadcasts.acceptAll(
        List.of(
            stream("Session Created", "st-1", NOW),
            stream("Stream Start", "st-1", NOW),
            stream("Starvation Start", "st-1", NOW),
            published(NOW)));

    assertThat(known("st-1").state()).isEqualTo(BroadcastState.STARTING);
    assertThat(broadcasts.live()).isEmpty();
    assertThat(broadcasts.live(CHANNEL)).isEmpty();
    assertThat(broadcasts.publishing(STAGE)).isEmpty();

    broadcasts.repair();

    assertThat(known("st-1").state()).isEqualTo(BroadcastState.VERIFIED);
    assertThat(announced).isEmpty();
    assertThat(broadcasts.forget(RETENTION)).isEqualTo(2);
    assertThat(broadcasts.forget(RETENTION)).isZero();
  }

  @Test
  void accept_startAfterForgetThroughASink_isNeverLive() {
    endAndForget();

    EventSink.storingIn(store, time)
        .acceptAll(List.of(stream("Stream Start", "st-1", NOW), published(NOW)));

    assertThat(broadcasts.live()).isEmpty();
    assertThat(broadcasts.publishing(STAGE)).isEmpty();
  }

  @Test
  void repairOfChannel_forgottenBroadcast_isStoredAsEndedAndNotAnnounced() {
    endAndForget();
    sessions.put("st-1", new StreamSession("st-1", NOW, NOW.plusSeconds(60), List.of()));

    broadcasts.repair(CHANNEL);

    assertThat(known("st-1").state()).isEqualTo(BroadcastState.VERIFIED);
    assertThat(known("st-1").startedAt()).isEqualTo(NOW);
    assertThat(announced).isEmpty();
  }

  @Test
  void accept_lateStartOfALiveBroadcast_isLiveOnceRepaired() {
    time.advance(RETENTION.plusSeconds(1));
    live.put(CHANNEL, new LiveStream("st-1", NOW, LiveStream.Health.HEALTHY, 0));
    sessions.put("st-1", new StreamSession("st-1", NOW, null, List.of()));
    broadcasts.accept(stream("Stream Start", "st-1", NOW));
    assertThat(broadcasts.live()).isEmpty();

    broadcasts.repair();

    assertThat(broadcasts.live(CHANNEL).map(Broadcast::startedAt)).contains(NOW);
    assertThat(announced).containsExactly("st-1");
  }

  @Test
  void accept_startAsOldAsTheRetention_isLive() {
    time.advance(RETENTION);

    broadcasts.acceptAll(List.of(stream("Stream Start", "st-1", NOW), published(NOW)));

    assertThat(broadcasts.live()).hasSize(1);
    assertThat(broadcasts.publishing(STAGE)).hasSize(1);
    assertThat(announced).containsExactly("st-1");
    assertThat(broadcasts.forget(RETENTION)).as("nothing ended before").isZero();
  }

  @Test
  void accept_lateEndAndRecording_areStored() {
    time.advance(RETENTION.multipliedBy(2));

    broadcasts.acceptAll(
        List.of(
            stream("Stream End", "st-1", NOW),
            event(
                "IVS Recording State Change",
                CHANNEL,
                NOW,
                "{\"recording_status\": \"Recording End\", \"stream_id\": \"st-1\"}")));

    assertThat(known("st-1").endedAt()).isEqualTo(NOW);
    assertThat(known("st-1").recording()).isNotNull();
  }

  @Test
  void forget_severalBatches_deletesAll() {
    store.merge(
        IntStream.range(0, 2500).mapToObj(i -> SampleBroadcasts.ended("st-" + i, NOW)).toList(),
        List.of(SampleBroadcasts.published("p1", NOW)),
        null);
    time.advance(RETENTION);
    assertThat(broadcasts.forget(RETENTION)).isZero();
    time.advance(Duration.ofSeconds(1));

    assertThat(broadcasts.forget(RETENTION)).isEqualTo(2501);
  }

  @Test
  void forget_interruptedThread_stopsAfterABatch() {
    store.merge(
        IntStream.range(0, 2500).mapToObj(i -> SampleBroadcasts.ended("st-" + i, NOW)).toList(),
        List.of(),
        null);
    time.advance(RETENTION.plusSeconds(1));

    Thread.currentThread().interrupt();
    int deleted = broadcasts.forget(RETENTION);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(deleted).isEqualTo(1000);
  }

  @Test
  void forget_retentionOutOfRange_isRejectedOrDeletesNothing() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> broadcasts.forget(RETENTION.minusNanos(1)))
        .withMessageStartingWith("olderThan: is PT71H59M59.999999999S (must be at least 3 days");
    assertThat(broadcasts.forget(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
  }
}
