package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.BucketCallLimiter;
import io.streamcat.aws.internal.InMemoryBuckets;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import io.streamcat.user.NewUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of StreamCat that wait for their turn, in virtual time. */
@Guarantee("AWS-10")
class LimitedCallsTest {

  private static final Operation CREATE = new Operation("ivs", "CreateChannel", "todd");

  private final EmulatedAws aws = new EmulatedAws();
  private final VirtualTime time = aws.time();
  private final CallLimiter limiter = CallLimiter.standard(time);

  @AfterEach
  void close() {
    aws.close();
  }

  /** Returns a limiter of this server on the given buckets, in virtual time. */
  private CallLimiter shared(CallLimiter.Buckets buckets) {
    return new BucketCallLimiter(buckets, new InMemoryBuckets(time.meter()));
  }

  private void takeEveryTurn() {
    CallLimiter.Call call = new CallLimiter.Call("us-east-1", CREATE, CallPriority.FOREGROUND);
    boolean isGranted = true;
    while (isGranted) {
      isGranted = limiter.reserve(call, Duration.ZERO).isGranted();
    }
  }

  @Test
  void keys_containAccountRegionAndOperation() {
    Set<String> keys = ConcurrentHashMap.newKeySet();
    CallLimiter.Buckets store = new InMemoryBuckets(time.meter());
    CallLimiter noting =
        shared(
            (key, configuration) -> {
              keys.add(key);
              return store.bucket(key, configuration);
            });
    try (StreamCat streamcat =
        aws.streamCat().aws(a -> a.account("123456789012").callLimiter(noting)).build()) {
      streamcat.channelService().create("todd", ChannelSettings.defaults());
    }
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.callLimiter(noting)).build()) {
      streamcat.channelService().create("todd", ChannelSettings.defaults());
    }

    assertThat(keys)
        .containsExactlyInAnyOrder(
            "123456789012:us-east-1:ivs:CreateChannel", "us-east-1:ivs:CreateChannel");
  }

  @Test
  void reserve_sharedStoreUnavailable_limitsLocallyUntilItRecovers() {
    AtomicBoolean away = new AtomicBoolean(true);
    AtomicInteger asked = new AtomicInteger();
    CallLimiter.Buckets store = new InMemoryBuckets(time.meter());
    CallLimiter shared =
        shared(
            (key, configuration) -> {
              asked.incrementAndGet();
              if (away.get()) {
                throw new IllegalStateException("the store is away");
              }
              return store.bucket(key, configuration);
            });
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.callLimiter(shared)).build()) {
      Instant began = time.instant();
      for (int i = 0; i < 13; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
      }
      assertThat(Duration.between(began, time.instant()))
          .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
      assertThat(asked).as("once a second").hasValueLessThanOrEqualTo(4);

      away.set(false);
      time.advance(Duration.ofSeconds(2));
      int before = asked.get();
      for (int i = 0; i < 3; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
      }
      assertThat(asked).as("for each call again").hasValue(before + 3);
    }
  }

  @Test
  void pace_limiterThrows_pacesLocally() {
    CallLimiter failing =
        new CallLimiter() {
          @Override
          public CallLimiter.Turn reserve(CallLimiter.Call call, Duration longestWait) {
            return CallLimiter.Turn.granted(Duration.ZERO);
          }

          @Override
          public CallLimiter.Turn pace(CallLimiter.Call call, Duration longestWait) {
            throw new IllegalStateException("the store is away");
          }
        };
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.callLimiter(failing)).build()) {
      Instant began = time.instant();
      for (int i = 0; i < 13; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
      }
      assertThat(Duration.between(began, time.instant())).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void create_burst_waitsInsteadOfBeingThrottledAndReportsTheWait() {
    List<Duration> waits = new ArrayList<>();
    CallListener listener =
        new CallListener() {
          @Override
          public void onWait(Operation operation, Duration duration) {
            assertThat(operation.name()).isEqualTo("CreateChannel");
            waits.add(duration);
          }
        };
    try (StreamCat streamcat =
        aws.streamCat().aws(a -> a.callLimiter(limiter).callListener(listener)).build()) {
      Instant began = time.instant();

      for (int i = 0; i < 15; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
      }

      assertThat(Duration.between(began, time.instant()))
          .isBetween(Duration.ofMillis(2_300), Duration.ofMillis(2_500));
      assertThat(waits)
          .hasSize(12)
          .allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofMillis(250)));
      assertThat(aws.emulator().resources()).hasSizeGreaterThanOrEqualTo(15);
    }
  }

  @Test
  void create_waitWouldPassTheDeadline_failsImmediatelyWithoutACall() {
    takeEveryTurn();
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(
                a ->
                    a.callLimiter(limiter)
                        .callTimeout(Duration.ofMillis(50))
                        .operationTimeout(Duration.ofMillis(100))
                        .consistencyWindow(Duration.ofMillis(50)))
            .build()) {
      assertThatExceptionOfType(ThrottledException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .withMessageContaining("CreateChannel of 'todd'")
          .withMessageContaining("not sent");

      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void provision_waitIsTooLong_leavesNothingBehind() {
    takeEveryTurn();
    try (StreamCat streamcat =
        aws.streamCat()
            .aws(
                a ->
                    a.callLimiter(limiter)
                        .callTimeout(Duration.ofMillis(50))
                        .operationTimeout(Duration.ofMillis(100))
                        .consistencyWindow(Duration.ofMillis(50)))
            .build()) {
      assertThatExceptionOfType(OverloadedException.class)
          .isThrownBy(
              () ->
                  streamcat
                      .users()
                      .provision(NewUser.of("todd", EmulatedAws.PASSWORD), Duration.ofMillis(100)));

      time.advance(Duration.ofMinutes(5));
      streamcat.recovery().run();
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void provision_backfill_givesWayOnEveryThread() {
    List<CallPriority> seen = new ArrayList<>();
    CallLimiter noting =
        (call, longestWait) -> {
          synchronized (seen) {
            seen.add(call.priority());
          }
          return CallLimiter.Turn.granted(Duration.ZERO);
        };
    try (StreamCat streamcat = aws.streamCat().aws(a -> a.callLimiter(noting)).build()) {
      streamcat.users().provision(NewUser.withId("1"));
      assertThat(seen).hasSize(3).containsOnly(CallPriority.FOREGROUND);
      seen.clear();

      streamcat.runAtBackgroundPriority(() -> streamcat.users().provision(NewUser.withId("2")));
      assertThat(seen).hasSize(3).containsOnly(CallPriority.BACKGROUND);
      seen.clear();

      streamcat.reconciler().plan();
      assertThat(seen).isNotEmpty().containsOnly(CallPriority.BACKGROUND);
      seen.clear();

      streamcat.users().provision(NewUser.withId("3"));
      assertThat(seen)
          .as("no thread stays in the background")
          .containsOnly(CallPriority.FOREGROUND);
    }
  }

  @Test
  void create_endpointOnThisMachine_isNotLimited() {
    try (StreamCat streamcat = aws.streamCat().build()) {
      Instant began = time.instant();

      for (int i = 0; i < 20; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
      }

      assertThat(time.instant()).isEqualTo(began);
    }
  }
}
