package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.seen;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.exception.AwsFailure;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ManualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Repairs of several servers at the same time, and of broadcasts that cannot be stored. */
@Guarantee({"EVENT-07", "EVENT-08"})
class SharedRepairTest {

  private static final int SERVERS = 6;
  private static final int BROADCASTS = 600;

  private final ManualClock time = new ManualClock();
  private final BroadcastRepository store = BroadcastRepository.inMemory();
  private final List<String> asked = new ArrayList<>();
  private int running = 1;

  /** AWS no longer has any session, and a further server repairs during each of the first calls. */
  private final SessionSource sessions =
      new SessionSource() {
        @Override
        public Map<String, LiveStream> liveStreams() {
          return Map.of();
        }

        @Override
        public List<String> streamSessions(String channelArn) {
          return List.of();
        }

        @Override
        public Optional<StreamSession> streamSession(String channelArn, String streamId) {
          asked.add(streamId);
          if (running < SERVERS) {
            running++;
            server(store).repair();
          }
          return Optional.empty();
        }

        @Override
        public List<ParticipantEvent> participantEvents(
            String stageArn, String sessionId, String participantId) {
          return List.of();
        }
      };

  private Broadcasts server(BroadcastRepository repository) {
    return Broadcasts.create(repository, sessions, null, time);
  }

  private void endLongAgo() {
    store.merge(
        IntStream.range(0, BROADCASTS).mapToObj(i -> ended("st-" + i, NOW)).toList(),
        List.of(),
        null);
    time.advance(Duration.ofDays(1));
  }

  @Test
  void repair_severalServers_askAboutABroadcastOnce() {
    endLongAgo();

    server(store).repair();

    assertThat(asked).doesNotHaveDuplicates().hasSize(BROADCASTS);
    assertThat(store.inState(Set.of(BroadcastState.VERIFIED), null, 1000)).hasSize(BROADCASTS);
  }

  /** AWS does not know the broadcasts yet, so they stay in doubt. */
  @Test
  void repair_broadcastsStayInDoubt_asksOncePerPauseForAllServers() {
    store.merge(
        IntStream.range(0, BROADCASTS / 2)
            .boxed()
            .flatMap(i -> Stream.of(seen("st-" + i, NOW), started("st-live-" + i, NOW)))
            .toList(),
        List.of(),
        null);

    for (int run = 1; run <= 3; run++) {
      running = 1;
      server(store).repair();
      server(store).repair();

      assertThat(asked).hasSize(run * BROADCASTS);
      time.advance(Broadcasts.REPAIR_PAUSE);
    }
  }

  @Test
  void repair_serverThatAwsRejects_leavesTheOthersToTheNextServer() {
    running = SERVERS;
    endLongAgo();
    SessionSource rejecting =
        InterceptingProxy.before(
            SessionSource.class,
            sessions,
            "streamSession",
            () -> {
              throw new ThrottledException(
                  new AwsFailure("ivs", "GetStreamSession", "a channel", "rejected", null, 429),
                  null);
            });

    RepairReport report = Broadcasts.create(store, rejecting, null, time).repair();
    server(store).repair();

    assertThat(report.failed()).hasSize(5);
    assertThat(asked).hasSize(BROADCASTS - 5);
  }

  /** The first call outlasts the pause, so the later claims must not begin with the run. */
  @Test
  void repair_runLongerThanThePause_claimsFromTheTimeOfEachCall() {
    running = SERVERS;
    store.merge(List.of(seen("st-1", NOW), seen("st-2", NOW), seen("st-3", NOW)), List.of(), null);
    SessionSource slow =
        InterceptingProxy.after(
            SessionSource.class,
            sessions,
            "streamSession",
            () -> time.advance(asked.size() == 1 ? Broadcasts.REPAIR_PAUSE : Duration.ZERO));

    Broadcasts.create(store, slow, null, time).repair();
    server(store).repair();

    assertThat(asked).hasSize(4);
    assertThat(asked.get(3)).isEqualTo(asked.get(0));
  }

  @Test
  void repair_broadcastThatCannotBeStored_repairsTheOthers() {
    running = SERVERS;
    endLongAgo();
    BroadcastRepository picky =
        (BroadcastRepository)
            Proxy.newProxyInstance(
                BroadcastRepository.class.getClassLoader(),
                new Class<?>[] {BroadcastRepository.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("merge")
                      && arguments[0].toString().contains("streamId=st-7,")) {
                    throw new StorageException("a value is rejected", false, null);
                  }
                  try {
                    return method.invoke(store, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });

    RepairReport report = server(picky).repair();

    assertThat(report.failed()).containsOnlyKeys("st-7");
    assertThat(report.changed()).hasSize(BROADCASTS - 1);
  }
}
