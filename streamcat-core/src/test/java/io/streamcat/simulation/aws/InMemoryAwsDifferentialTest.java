package io.streamcat.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.simulation.Fault;
import io.streamcat.simulation.Scheduler;
import io.streamcat.simulation.aws.AwsSide.ResourceType;
import io.streamcat.simulation.aws.RandomCalls.Call;
import io.streamcat.testing.EmulatedAws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * Random sequences of calls, whose outcomes must be the same in the in-memory AWS and, over HTTP,
 * in the emulator: answers, errors and lists are equal except for ids.
 */
@Tag("slow")
class InMemoryAwsDifferentialTest {

  private static final int CALLS = 30;
  private static final int STAGE_QUOTA = 5;
  private static final List<String> LISTS =
      List.of("ListChannels", "ListStreamKeys", "ListStreams", "ListRooms", "ListStages");

  /** The number of sequences to play, starting with seed 1. */
  private static final long SEQUENCES = Boolean.getBoolean("streamcat.campaign") ? 20_000 : 200;

  @AutoClose
  private final EmulatedAws emulated =
      new EmulatedAws(IvsEmulator.builder().resourceLimit("stage", STAGE_QUOTA));

  @AutoClose private final IvsClient ivs = client(IvsClient.builder());
  @AutoClose private final IvschatClient ivschat = client(IvschatClient.builder());
  @AutoClose private final IvsRealTimeClient ivsRealTime = client(IvsRealTimeClient.builder());

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(emulated.emulator().endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(EmulatedAws.credentials())
        .build();
  }

  @Test
  void randomCalls_bothSides_haveTheSameOutcomes() {
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      emulated.reset();
      new Sequence(seed).play();
    }
  }

  /** One sequence of calls, made on both sides. */
  private final class Sequence {
    private final long seed;
    private final Random random;
    private final RandomCalls calls;
    private final InMemoryAws aws = new InMemoryAws(this::nanos, 1);
    private final AwsSide emulator = new AwsSide(ivs, ivschat, ivsRealTime);
    private final AwsSide memory =
        new AwsSide(
            aws.ivs(Transport.DIRECT),
            aws.ivschat(Transport.DIRECT),
            aws.ivsRealTime(Transport.DIRECT));
    private final List<String> story = new ArrayList<>();

    Sequence(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.calls = new RandomCalls(random);
      aws.stageQuota(STAGE_QUOTA);
    }

    private long nanos() {
      return Duration.between(Scheduler.START, emulated.time().instant()).toNanos();
    }

    void play() {
      for (int i = 0; i < CALLS; i++) {
        emulated.time().advance(Duration.ofMillis(random.nextInt(2_000)));
        if (random.nextInt(8) == 0) {
          stream(random.nextInt(memory.count(ResourceType.CHANNEL) + 1));
        }
        boolean stale = random.nextInt(6) == 0;
        if (stale) {
          lag(Duration.ofMillis(1 + random.nextInt(5_000)));
        }
        compare(calls.next(memory));
        if (stale) {
          emulated.emulator().faults().clear();
          aws.endLags();
        }
      }
    }

    /** Connects or disconnects an encoder. */
    private void stream(int n) {
      String channel = memory.arn(ResourceType.CHANNEL, n);
      aws.account().streamKeys().items().stream()
          .map(Shelf.Item::value)
          .filter(key -> key.channelArn().equals(channel))
          .findFirst()
          .ifPresent(
              key -> {
                if (aws.isLive(channel)) {
                  story.add("disconnect " + n);
                  aws.disconnect(key.value());
                  emulated.emulator().stopStream(emulator.arn(ResourceType.CHANNEL, n));
                } else {
                  story.add("connect " + n);
                  assertThat(aws.connect(key.value())).isTrue();
                  emulated.emulator().startStream(emulator.arn(ResourceType.CHANNEL, n));
                }
              });
    }

    /** Makes lists show the past for the next call. */
    private void lag(Duration age) {
      story.add("lists lag " + age);
      for (String list : LISTS) {
        emulated.emulator().faults().add(FaultRule.staleList(list, age));
        aws.lag(Fault.STALE_LIST, list, age);
      }
    }

    private void compare(Call call) {
      story.add(call.text());
      assertThat(memory.outcomeOf(call.on()))
          .as(() -> "seed " + seed + ", last of\n" + String.join("\n", story))
          .isEqualTo(emulator.outcomeOf(call.on()));
    }
  }
}
