package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest extends EmulatorTest {
  private static final int CLIENTS = 16;

  @Override
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder.resourceLimit("stage", 100);
  }

  @Test
  void create_inParallel_stopsExactlyAtLimit() throws Exception {
    List<Integer> statuses =
        inParallel(
            () -> {
              List<Integer> own = new ArrayList<>();
              for (int i = 0; i < 10; i++) {
                own.add(aws.call("CreateStage").status());
              }
              return own;
            });

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(100);
    assertThat(statuses).filteredOn(status -> status == 402).hasSize(CLIENTS * 10 - 100);
    assertThat(emulator.resources())
        .extracting(EmulatedResource::arn)
        .hasSize(100)
        .doesNotHaveDuplicates();
  }

  @Test
  void deleteRoom_inParallel_succeedsOnce() throws Exception {
    String arn = createRoom("room");

    List<Integer> statuses =
        inParallel(() -> List.of(aws.call("DeleteRoom", Map.of("identifier", arn)).status()));

    assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 404).hasSize(CLIENTS - 1);
  }

  @Test
  void fault_parallelRequests_isUsedUpExactly() throws Exception {
    emulator.faults().add(FaultRule.throttle("ListRooms").times(5));

    List<Integer> statuses = inParallel(() -> List.of(aws.call("ListRooms").status()));

    assertThat(statuses).filteredOn(status -> status == 429).hasSize(5);
    assertThat(emulator.requests()).hasSize(CLIENTS);
  }

  @Test
  void startComposition_inParallel_startsOnce() throws Exception {
    String stage = createStage("s");
    String channel = createChannel("c");
    Map<String, ?> input =
        Map.of(
            "stageArn",
            stage,
            "idempotencyToken",
            "once",
            "destinations",
            List.of(Map.of("channel", Map.of("channelArn", channel))));

    List<Integer> statuses =
        inParallel(() -> List.of(aws.call("StartComposition", input).status()));

    assertThat(statuses).containsOnly(200);
    assertThat(aws.call("ListCompositions").all("compositions", "arn")).hasSize(1);
  }

  @Test
  void verify_singleUseTokenInParallel_isValidOnce() throws Exception {
    TestKeys keys = TestKeys.p384();
    importPlaybackKey(keys);
    PresentedToken token =
        PresentedToken.of(
            keys.sign(
                Map.of(
                    "aws:channel-arn",
                    createChannel("c"),
                    "aws:single-use-uuid",
                    "2f0e2c4e-6f4b-4f5c-9d57-0a3c1d2e4b5a",
                    "exp",
                    MutableClock.START.getEpochSecond() + 60)));

    List<Integer> reasons = inParallel(() -> List.of(emulator.verifyToken(token).reasons().size()));

    assertThat(reasons).filteredOn(count -> count == 0).hasSize(1);
  }

  @Test
  void joinAndLeave_inParallel_endsSessionOnce() throws Exception {
    String stage = createStage("s");
    EmulatedParticipant first = emulator.participants().join(stage, "first");

    inParallel(
        () -> {
          EmulatedParticipant participant = emulator.participants().join(stage, "todd");
          emulator.participants().leave(participant);
          return List.of();
        });
    emulator.participants().leave(first);

    assertThat(
            aws.call("ListStageSessions", Map.of("stageArn", stage))
                .all("stageSessions", "sessionId"))
        .containsExactly(first.sessionId());
    assertThat(aws.call("GetStage", Map.of("arn", stage)).at("stage.activeSessionId")).isNull();
  }

  private static List<Integer> inParallel(Callable<List<Integer>> client)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    CountDownLatch ready = new CountDownLatch(CLIENTS);
    try {
      List<Future<List<Integer>>> futures = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return client.call();
                }));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<List<Integer>> future : futures) {
        statuses.addAll(future.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }
}
