package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.ThrottledException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.VirtualTime;
import io.streamcat.user.NewUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls at the rates AWS allows, in virtual time. */
class CallLimiterTest {

  private static final Operation CREATE = new Operation("ivs", "CreateChannel", "todd");

  private final EmulatedAws aws = new EmulatedAws();
  private final VirtualTime time = aws.time();
  private final CallLimiter limiter = CallLimiter.shared(BucketSource.inMemory(time.meter()));

  @AfterEach
  void close() {
    aws.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ivs, CreateChannel, 5",
    "ivs, ListStages, 5",
    "ivs, BatchStartViewerSessionRevocation, 2",
    "ivs, ImportPlaybackKeyPair, 3",
    "ivs, CreateParticipantToken, 50",
    "ivs, TagResource, 10",
    "ivs, ListTagsForResource, 10",
    "ivschat, CreateChatToken, 200",
    "ivschat, SendEvent, 100",
    "ivschat, CreateRoom, 5"
  })
  void eachOperation_hasASecondsWorthAndThenItsRate(String service, String name, int perSecond) {
    Operation operation = new Operation(service, name, "todd");

    assertThat(takenNow(operation)).isEqualTo(perSecond);

    Duration wait = limiter.take(operation, CallPriority.FOREGROUND);
    assertThat(wait).isCloseTo(Duration.ofSeconds(1).dividedBy(perSecond), Duration.ofMillis(1));
    time.advance(Duration.ofSeconds(1));
    assertThat(takenNow(operation)).isEqualTo(perSecond);
  }

  private int takenNow(Operation operation) {
    int taken = 0;
    while (limiter.take(operation, CallPriority.FOREGROUND).isZero()) {
      taken++;
    }
    return taken;
  }

  @Test
  void metadata_isLimitedForEachChannelAndForTheAccount() {
    assertThat(takenNow(new Operation("ivs", "PutMetadata", "a"))).isEqualTo(5);

    int ofOthers = 0;
    for (int i = 0; i < 40; i++) {
      ofOthers += takenNow(new Operation("ivs", "PutMetadata", "channel-" + i));
    }
    assertThat(ofOthers).isEqualTo(150);
  }

  @Test
  void operations_doNotWaitForEachOther() {
    takenNow(CREATE);

    assertThat(limiter.take(new Operation("ivs", "CreateStage", "todd"), CallPriority.FOREGROUND))
        .isZero();
  }

  @Test
  void sharedBuckets_areSharedByServers() {
    BucketSource store = BucketSource.inMemory(time.meter());
    CallLimiter one = CallLimiter.shared(store);
    CallLimiter other = CallLimiter.shared(store);

    for (int i = 0; i < 3; i++) {
      assertThat(one.take(CREATE, CallPriority.FOREGROUND)).isZero();
    }
    assertThat(other.take(CREATE, CallPriority.FOREGROUND)).isZero();
    assertThat(other.take(CREATE, CallPriority.FOREGROUND)).isZero();

    assertThat(one.take(CREATE, CallPriority.FOREGROUND)).isPositive();
    assertThat(other.take(CREATE, CallPriority.FOREGROUND)).isPositive();
    assertThat(CallLimiter.standard().take(CREATE, CallPriority.FOREGROUND))
        .as("one of its own")
        .isZero();
  }

  @Test
  void background_leavesOneForThoseWhoWait() {
    int inBackground = 0;
    while (limiter.take(CREATE, CallPriority.BACKGROUND).isZero()) {
      inBackground++;
    }

    assertThat(inBackground).isEqualTo(4);
    assertThat(limiter.take(CREATE, CallPriority.FOREGROUND)).isZero();
    time.advance(Duration.ofMillis(200));
    assertThat(limiter.take(CREATE, CallPriority.BACKGROUND))
        .as("what has come is for others")
        .isPositive();
    assertThat(limiter.take(CREATE, CallPriority.FOREGROUND)).isZero();
  }

  @Test
  void background_aloneHasTheWholeRate() {
    int taken = 0;
    Instant end = time.instant().plus(Duration.ofSeconds(10));
    while (time.instant().isBefore(end)) {
      Duration wait = limiter.take(CREATE, CallPriority.BACKGROUND);
      if (wait.isZero()) {
        taken++;
      } else {
        time.advance(wait.plusMillis(1));
      }
    }

    assertThat(taken).isBetween(48, 54);
  }

  @Test
  void burst_waitsInsteadOfBeingThrottled_andTheWaitIsTold() {
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
        aws.streamCat().callLimiter(limiter).callListener(listener).build()) {
      Instant began = time.instant();

      for (int i = 0; i < 15; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
      }

      assertThat(Duration.between(began, time.instant()))
          .isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_200));
      assertThat(waits)
          .hasSize(10)
          .allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofMillis(250)));
      assertThat(aws.emulator().resources()).hasSizeGreaterThanOrEqualTo(15);
    }
  }

  @Test
  void waitWouldPassTheDeadline_failsAtOnceWithoutACall() {
    takenNow(CREATE);
    try (StreamCat streamcat =
        aws.streamCat()
            .callLimiter(limiter)
            .callTimeout(Duration.ofMillis(50))
            .operationTimeout(Duration.ofMillis(100))
            .consistencyWindow(Duration.ofMillis(50))
            .build()) {
      assertThatExceptionOfType(ThrottledException.class)
          .isThrownBy(() -> streamcat.channelService().create("todd", ChannelSettings.defaults()))
          .withMessageContaining("CreateChannel of 'todd'")
          .withMessageContaining("not sent");

      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void registrationThatMayNotWait_leavesNothingBehind() {
    takenNow(CREATE);
    try (StreamCat streamcat =
        aws.streamCat()
            .callLimiter(limiter)
            .callTimeout(Duration.ofMillis(50))
            .operationTimeout(Duration.ofMillis(100))
            .consistencyWindow(Duration.ofMillis(50))
            .build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> streamcat.users().provision(NewUser.of("todd", EmulatedAws.PASSWORD)));

      time.advance(Duration.ofMinutes(5));
      streamcat.recovery().run();
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void backfill_givesWayOnEveryThread() {
    List<CallPriority> seen = new ArrayList<>();
    CallLimiter noting =
        (operation, priority) -> {
          synchronized (seen) {
            seen.add(priority);
          }
          return Duration.ZERO;
        };
    try (StreamCat streamcat = aws.streamCat().callLimiter(noting).build()) {
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
  void endpointOnThisMachine_isNotLimited() {
    try (StreamCat streamcat = aws.streamCat().build()) {
      Instant began = time.instant();

      for (int i = 0; i < 20; i++) {
        streamcat.channelService().create("todd", ChannelSettings.defaults());
      }

      assertThat(time.instant()).isEqualTo(began);
    }
  }
}
