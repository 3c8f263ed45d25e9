package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import io.streamcat.aws.internal.InMemoryBuckets;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls at the rates AWS allows, in virtual time. */
@Guarantee("AWS-10")
class CallLimiterTest {

  private static final Operation CREATE = new Operation("ivs", "CreateChannel", "todd");
  private static final Operation METADATA = new Operation("ivs", "PutMetadata", "todd");

  private final EmulatedAws aws = new EmulatedAws();
  private final VirtualTime time = aws.time();
  private final CallLimiter limiter = CallLimiter.standard(time);

  @AfterEach
  void close() {
    aws.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ivs, CreateChannel, 5",
    "ivs, ListStages, 5",
    "ivs, BatchStartViewerSessionRevocation, 2",
    "ivs, StartViewerSessionRevocation, 10",
    "ivs, ImportPlaybackKeyPair, 3",
    "ivs, GetPlaybackKeyPair, 3",
    "ivs, ListPlaybackKeyPairs, 3",
    "ivs, DeletePlaybackKeyPair, 3",
    "ivs, ImportPublicKey, 3",
    "ivs, GetPublicKey, 3",
    "ivs, ListPublicKeys, 3",
    "ivs, DeletePublicKey, 3",
    "ivs, CreateParticipantToken, 50",
    "ivs, TagResource, 10",
    "ivs, ListTagsForResource, 10",
    "ivschat, CreateChatToken, 200",
    "ivschat, SendEvent, 100",
    "ivschat, DeleteMessage, 100",
    "ivschat, DisconnectUser, 100",
    "ivschat, CreateRoom, 5",
    "ivs, CreateRecordingConfiguration, 3",
    "ivs, GetRecordingConfiguration, 3",
    "ivs, DeleteRecordingConfiguration, 3",
    "ivs, ListRecordingConfigurations, 3",
    "ivschat, CreateLoggingConfiguration, 3",
    "ivschat, GetLoggingConfiguration, 3",
    "ivschat, UpdateLoggingConfiguration, 3",
    "ivschat, DeleteLoggingConfiguration, 3",
    "ivschat, ListLoggingConfigurations, 3"
  })
  void reserve_eachOperation_allowsABurstOfHalfASecondAndThenItsRate(
      String service, String name, int perSecond) {
    Operation operation = new Operation(service, name, "todd");
    int burst = (perSecond + 1) / 2;

    assertThat(takenNow(operation)).isEqualTo(burst);

    Duration wait = limiter.reserve(foreground(operation), Duration.ZERO).delay();
    assertThat(wait).isCloseTo(Duration.ofSeconds(1).dividedBy(perSecond), Duration.ofMillis(1));
    time.advance(Duration.ofSeconds(1));
    assertThat(takenNow(operation)).isEqualTo(burst);
  }

  private static CallLimiter.Call foreground(Operation operation) {
    return new CallLimiter.Call("us-east-1", operation, CallPriority.FOREGROUND);
  }

  private static CallLimiter.Call metadata(String channel) {
    return foreground(new Operation("ivs", "PutMetadata", channel));
  }

  private static CallLimiter.Turn now(
      CallLimiter asked, Operation operation, CallPriority priority) {
    return asked.reserve(new CallLimiter.Call("us-east-1", operation, priority), Duration.ZERO);
  }

  private int takenNow(Operation operation) {
    int taken = 0;
    while (now(limiter, operation, CallPriority.FOREGROUND).isGranted()) {
      taken++;
    }
    return taken;
  }

  @Test
  void reserve_metadata_isLimitedForEachChannelAndForTheAccount() {
    assertThat(takenNow(new Operation("ivs", "PutMetadata", "a"))).isEqualTo(3);

    int ofOthers = 0;
    for (int i = 0; i < 40; i++) {
      ofOthers += takenNow(new Operation("ivs", "PutMetadata", "channel-" + i));
    }
    assertThat(ofOthers).isEqualTo(78 - 3);
  }

  /** A turn of the account without one of the channel would be sent and throttled. */
  @Test
  void reserve_turnOfAChannelComesNearerWhileItIsRefused_isNotGranted() {
    CallLimiter.Buckets store = new InMemoryBuckets(time.meter());
    CallLimiter slow =
        CallLimiter.shared(
            (key, configuration) ->
                intercepted(
                    store.bucket(key, configuration),
                    method -> {
                      if (method.equals("estimateAbilityToConsume")) {
                        time.advance(Duration.ofMillis(100));
                      }
                    }));
    for (int i = 0; i < 100; i++) {
      slow.reserve(metadata(i < 3 ? "a" : "channel-" + i), Duration.ofSeconds(30));
    }

    CallLimiter.Turn turn = slow.reserve(metadata("a"), Duration.ofMillis(180));

    assertThat(turn).isEqualTo(CallLimiter.Turn.refused(Duration.ofMillis(100)));
  }

  @Test
  void giveBack_turnOfAChannel_isGrantedToItsNextCall() {
    takenNow(METADATA);

    limiter.giveBack(foreground(METADATA));

    assertThat(takenNow(METADATA)).isEqualTo(1);
  }

  @Test
  void count_callOfAChannelWithoutTurn_delaysItsNext() {
    takenNow(METADATA);

    limiter.count(foreground(METADATA));

    assertThat(limiter.reserve(foreground(METADATA), Duration.ofSeconds(30)).delay())
        .isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void reserve_waitOfAnyLength_isGranted() {
    takenNow(CREATE);

    assertThat(limiter.reserve(foreground(CREATE), Duration.ofSeconds(Long.MAX_VALUE)).delay())
        .isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void reserve_otherOperation_doesNotWait() {
    takenNow(CREATE);

    assertThat(takenNow(new Operation("ivs", "CreateStage", "todd"))).isPositive();
  }

  @Test
  void reserve_sharedBuckets_limitsAllServers() {
    CallLimiter.Buckets store = new InMemoryBuckets(time.meter());
    CallLimiter one = CallLimiter.shared(store);
    CallLimiter other = CallLimiter.shared(store);

    assertThat(now(one, CREATE, CallPriority.FOREGROUND).isGranted()).isTrue();
    assertThat(now(other, CREATE, CallPriority.FOREGROUND).isGranted()).isTrue();
    assertThat(now(one, CREATE, CallPriority.FOREGROUND).isGranted()).isTrue();

    assertThat(now(one, CREATE, CallPriority.FOREGROUND).isGranted()).isFalse();
    assertThat(now(other, CREATE, CallPriority.FOREGROUND).isGranted()).isFalse();
    assertThat(now(CallLimiter.standard(), CREATE, CallPriority.FOREGROUND).isGranted())
        .as("one of its own")
        .isTrue();
  }

  @Test
  void reserve_aboveTheRate_waitsInOrderAndOnePaceApart() {
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      waits.add(limiter.reserve(foreground(CREATE), Duration.ofSeconds(30)).delay());
    }

    for (int i = 0; i < waits.size(); i++) {
      assertThat(waits.get(i)).isEqualTo(Duration.ofMillis(Math.max(0, 200 * (i - 2))));
    }
  }

  @Test
  void reserve_waitIsTooLong_returnsTheWaitAndReservesNothing() {
    for (int i = 0; i < 13; i++) {
      limiter.reserve(foreground(CREATE), Duration.ofSeconds(2));
    }

    CallLimiter.Turn refused = limiter.reserve(foreground(CREATE), Duration.ofSeconds(2));
    assertThat(refused).isEqualTo(CallLimiter.Turn.refused(Duration.ofMillis(2_200)));
    assertThat(limiter.reserve(foreground(CREATE), Duration.ofSeconds(3)))
        .isEqualTo(CallLimiter.Turn.granted(Duration.ofMillis(2_200)));
  }

  @Test
  void giveBack_lastTurn_isGrantedToTheNextCall() {
    limiter.reserve(foreground(CREATE), Duration.ofSeconds(30));
    takenNow(CREATE);
    CallLimiter.Turn last = limiter.reserve(foreground(CREATE), Duration.ofSeconds(30));

    limiter.giveBack(foreground(CREATE));

    assertThat(limiter.reserve(foreground(CREATE), Duration.ofSeconds(30))).isEqualTo(last);
  }

  @Test
  void count_callWithoutTurn_delaysTheNext() {
    takenNow(CREATE);

    limiter.count(foreground(CREATE));

    assertThat(limiter.reserve(foreground(CREATE), Duration.ofSeconds(30)).delay())
        .isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void pace_turnsMissedInAPauseOfTheProcess_areNotSentInABurst() {
    List<Duration> paces = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      limiter.reserve(foreground(CREATE), Duration.ofSeconds(30));
    }
    time.advance(Duration.ofSeconds(10));
    for (int i = 0; i < 10; i++) {
      paces.add(limiter.pace(foreground(CREATE), Duration.ofSeconds(30)).delay());
    }

    for (int i = 0; i < 10; i++) {
      assertThat(paces.get(i)).isEqualTo(Duration.ofMillis(Math.max(0, 200 * (i - 2))));
    }
  }

  @Test
  void reserve_backgroundWhileForegroundCallsWait_isNotGranted() {
    takenNow(CREATE);
    CallLimiter.Turn waiting = limiter.reserve(foreground(CREATE), Duration.ofSeconds(1));
    time.advance(Duration.ofMillis(100));

    CallLimiter.Turn background = now(limiter, CREATE, CallPriority.BACKGROUND);

    assertThat(waiting.isGranted()).isTrue();
    assertThat(background).isEqualTo(CallLimiter.Turn.refused(Duration.ofMillis(300)));
    assertThat(limiter.reserve(foreground(CREATE), Duration.ofSeconds(1)).delay())
        .as("the background takes no place in the queue")
        .isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void reserve_backgroundOnly_hasTheWholeRate() {
    int taken = 0;
    Instant end = time.instant().plus(Duration.ofSeconds(10));
    while (time.instant().isBefore(end)) {
      CallLimiter.Turn turn = now(limiter, CREATE, CallPriority.BACKGROUND);
      if (turn.isGranted()) {
        taken++;
      } else {
        time.advance(turn.delay().plusMillis(1));
      }
    }

    assertThat(taken).isBetween(50, 53);
  }

  @Test
  void buckets_ofIdleChannels_areDropped() {
    InMemoryBuckets buckets = new InMemoryBuckets(time.meter());
    CallLimiter limiterOfBuckets = CallLimiter.shared(buckets);
    for (int i = 0; i < 1_000; i++) {
      now(limiterOfBuckets, new Operation("ivs", "PutMetadata", "c" + i), CallPriority.FOREGROUND);
      time.advance(Duration.ofMillis(100));
    }

    assertThat(buckets.size()).isBetween(1, 250);
  }

  @Test
  void buckets_lastUsedAtDifferentTimes_areDroppedAfterMoreThanTenSeconds() {
    InMemoryBuckets buckets = new InMemoryBuckets(time.meter());
    CallLimiter limiterOfBuckets = CallLimiter.shared(buckets);
    Operation stage = new Operation("ivs", "CreateStage", "todd");

    now(limiterOfBuckets, METADATA, CallPriority.FOREGROUND);
    time.advance(Duration.ofMillis(1));
    now(limiterOfBuckets, stage, CallPriority.FOREGROUND);
    time.advance(Duration.ofMillis(9_999));
    now(limiterOfBuckets, CREATE, CallPriority.FOREGROUND);
    assertThat(buckets.size()).as("account and channel of metadata, stage, channel").isEqualTo(4);

    time.advance(Duration.ofMillis(1));
    now(limiterOfBuckets, CREATE, CallPriority.FOREGROUND);
    assertThat(buckets.size()).as("without those of metadata").isEqualTo(2);

    time.advance(Duration.ofMillis(1));
    now(limiterOfBuckets, CREATE, CallPriority.FOREGROUND);
    assertThat(buckets.size()).as("searched a millisecond ago").isEqualTo(2);
  }

  @Test
  void buckets_inUse_areKept() {
    InMemoryBuckets buckets = new InMemoryBuckets(time.meter());
    CallLimiter limiterOfBuckets = CallLimiter.shared(buckets);
    for (int i = 0; i < 153; i++) {
      limiterOfBuckets.reserve(foreground(CREATE), Duration.ofMinutes(1));
    }
    time.advance(Duration.ofSeconds(20));

    assertThat(limiterOfBuckets.reserve(foreground(CREATE), Duration.ofMinutes(1)).delay())
        .as("others still wait in the queue")
        .isEqualTo(Duration.ofMillis(10_200));
  }

  @Test
  void reserve_sharedStore_isCalledOnce() {
    List<String> asked = new ArrayList<>();
    CallLimiter.Buckets store = new InMemoryBuckets(time.meter());
    CallLimiter counting =
        CallLimiter.shared(
            (key, configuration) -> intercepted(store.bucket(key, configuration), asked::add));

    for (int i = 0; i < 10; i++) {
      counting.reserve(foreground(CREATE), Duration.ofSeconds(30));
    }
    now(counting, CREATE, CallPriority.BACKGROUND);

    assertThat(asked).hasSize(11);
  }

  /** Returns a view of a bucket that does something before each call. */
  private static Bucket intercepted(Bucket bucket, Consumer<String> before) {
    return (Bucket)
        Proxy.newProxyInstance(
            Bucket.class.getClassLoader(),
            new Class<?>[] {Bucket.class},
            (proxy, method, arguments) -> {
              before.accept(method.getName());
              return method.invoke(bucket, arguments);
            });
  }
}
