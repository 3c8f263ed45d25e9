package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.CHANNEL;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.tied;
import static io.streamcat.broadcast.SampleBroadcasts.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.exception.AwsFailure;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Repairs of one server with answers of AWS that change nothing, fail, or come too late. */
@Guarantee({"EVENT-07", "EVENT-08"})
class RepairAnswersTest {

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final List<String> asked = new ArrayList<>();
  private List<ParticipantEvent> events = List.of();
  private List<String> sessionIds = List.of();
  private boolean arePublicationsDenied;
  private Runnable whileAsked = () -> {};

  /** AWS no longer has any session of a stream. */
  private final SessionSource sessions =
      new SessionSource() {
        @Override
        public Map<String, LiveStream> liveStreams() {
          return Map.of();
        }

        @Override
        public List<String> streamSessions(String channelArn) {
          return sessionIds;
        }

        @Override
        public Optional<StreamSession> streamSession(String channelArn, String streamId) {
          asked.add(streamId);
          whileAsked.run();
          return Optional.empty();
        }

        @Override
        public List<ParticipantEvent> participantEvents(
            String stageArn, String sessionId, String participantId) {
          if (arePublicationsDenied) {
            throw new ThrottledException(
                new AwsFailure("ivs", "ListParticipantEvents", stageArn, "rejected", null, 429),
                null);
          }
          return events;
        }
      };

  private final Broadcasts broadcasts = Broadcasts.create(store, sessions, null, time);

  private void undecided(int publications) {
    store.merge(
        List.of(),
        IntStream.range(0, publications).mapToObj(i -> tied("participant-" + i, NOW)).toList(),
        null);
    time.advance(Duration.ofMinutes(1));
  }

  @Test
  void repair_publicationsFailInARow_repairsBroadcasts() {
    undecided(6);
    store.merge(List.of(started("st-1", NOW)), List.of(), null);
    arePublicationsDenied = true;

    RepairReport report = broadcasts.repair();

    assertThat(report.failed()).hasSize(5);
    assertThat(asked).containsExactly("st-1");
  }

  @Test
  void repair_broadcastEndsMeanwhile_isNotAskedAbout() {
    store.merge(List.of(started("st-1", NOW), started("st-2", NOW)), List.of(), null);
    whileAsked =
        () -> store.merge(List.of(ended("st-1", NOW), ended("st-2", NOW)), List.of(), null);

    broadcasts.repair();

    assertThat(asked).hasSize(1);
  }

  @Test
  void repair_channel_asksAboutUnverifiedBroadcasts() {
    store.merge(List.of(verified("st-1", NOW), ended("st-2", NOW)), List.of(), null);
    sessionIds = List.of("st-1", "st-2", "st-3");

    broadcasts.repair(CHANNEL);

    assertThat(asked).containsExactly("st-2", "st-3");
  }

  @Test
  void repair_awsListsNoEventOfAPublication_changesNothing() {
    undecided(1);

    RepairReport report = broadcasts.repair();

    assertThat(report.asked()).isEqualTo(1);
    assertThat(report.changed()).isEmpty();
  }

  @Test
  void repair_awsListsKnownEventsOfAPublication_changesNothing() {
    undecided(1);
    events = List.of(new ParticipantEvent("PUBLISH_STARTED", NOW));

    RepairReport report = broadcasts.repair();

    assertThat(report.asked()).isEqualTo(1);
    assertThat(report.changed()).isEmpty();
  }

  private RepairReport repairing(RuntimeException failure) {
    store.merge(List.of(started("st-1", NOW)), List.of(), null);
    time.advance(Duration.ofDays(1));
    BroadcastRepository rejecting =
        InterceptingProxy.before(
            BroadcastRepository.class,
            store,
            "merge",
            () -> {
              throw failure;
            });
    return Broadcasts.create(rejecting, sessions, null, time).repair();
  }

  @Test
  void repair_storeRejectsTheAnswer_reportsItsException() {
    StorageException failure = new StorageException("a value is rejected", false, null);

    assertThat(repairing(failure).failed().get("st-1")).isSameAs(failure);
  }

  @Test
  void repair_answerIsContradictory_reportsTheReason() {
    assertThat(repairing(new IllegalStateException("it ends before it starts")).failed())
        .hasEntrySatisfying(
            "st-1",
            failure ->
                assertThat(failure.getMessage())
                    .contains("contradictory", "it ends before it starts"));
  }
}
