package io.streamcat.operations;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.broadcast.LiveStream;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.NewThreads;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The live state of one user and of all, from one list for every caller. */
@Guarantee("CHAT-09")
class LiveStateTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final UserChannels channels = streamcat.channels();
  private final User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
  private final String arn = todd.channel().arn();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void state_liveChannel_returnsTheStreamAndItsStart() {
    Instant began = aws.time().instant();
    aws.emulator().startStream(arn);

    LiveState state = channels.state(todd.id());

    assertThat(state.isLive()).isTrue();
    assertThat(state.asOf()).isEqualTo(began);
    assertThat(state.stream().startedAt()).isEqualTo(began);
    assertThat(state.stream().streamId()).startsWith("st-");
    assertThat(state.stream().health()).isEqualTo(LiveStream.Health.HEALTHY);
    assertThat(state.stream().viewerCount()).isNotNegative();
  }

  @Test
  void state_offlineChannel_isNotLive() {
    User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
    aws.emulator().startStream(ann.channel().arn());

    assertThat(channels.state(todd.id()).isLive()).isFalse();
    assertThat(channels.state(ann.id()).isLive()).isTrue();
  }

  @Test
  void state_manyQuestions_costsOneCallEveryFiveSeconds() {
    for (int second = 0; second < 20; second++) {
      for (int i = 0; i < 50; i++) {
        channels.state(todd.id());
      }
      aws.time().advance(Duration.ofSeconds(1));
    }

    assertThat(aws.calls("ListStreams")).isEqualTo(4);
    assertThat(aws.calls("GetStream")).isZero();
  }

  @Test
  void state_changedStream_isSeenAfterFiveSeconds() {
    assertThat(channels.state(todd.id()).isLive()).isFalse();
    aws.emulator().startStream(arn);

    assertThat(channels.state(todd.id()).isLive()).isFalse();
    aws.time().advance(UserChannels.MAX_AGE);
    assertThat(channels.state(todd.id()).isLive()).isTrue();
  }

  @Test
  void state_moreStreamsThanAPage_knowsAll() {
    aws.emulator().startStream(arn);
    User last = todd;
    for (int i = 0; i < 101; i++) {
      last = streamcat.users().provision(NewUser.withId("user-" + i));
      aws.emulator().startStream(last.channel().arn());
    }

    assertThat(channels.state(todd.id()).isLive()).isTrue();
    assertThat(channels.state(last.id()).isLive()).isTrue();
    assertThat(aws.calls("ListStreams")).isEqualTo(2);
  }

  @Test
  void state_awsUnavailable_returnsTheLastKnownState() {
    aws.emulator().startStream(arn);
    Instant known = channels.state(todd.id()).asOf();
    aws.emulator().faults().add(FaultRule.error("ListStreams", "AccessDeniedException").times(0));
    aws.time().advance(Duration.ofMinutes(1));
    long before = aws.calls("ListStreams");

    LiveState state = channels.state(todd.id());
    channels.state(todd.id());

    assertThat(state.isLive()).isTrue();
    assertThat(state.asOf()).isEqualTo(known);
    assertThat(aws.calls("ListStreams")).isEqualTo(before + 1);
  }

  @Test
  void state_duringFetch_returnsTheKnownState() {
    AtomicReference<LiveState> meanwhile = new AtomicReference<>();
    AtomicReference<UserChannels> slow = new AtomicReference<>();
    ChannelService asking =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "liveStreams",
            () -> {
              UserChannels channels = slow.get();
              if (meanwhile.get() == null && aws.calls("ListStreams") > 0) {
                meanwhile.set(
                    CompletableFuture.supplyAsync(
                            () -> channels.state(todd.id()), NewThreads.EXECUTOR)
                        .join());
              }
            });
    slow.set(UserChannels.create(streamcat.users(), asking, aws.time(), UserChannels.MAX_AGE));
    LiveState known = slow.get().state(todd.id());
    aws.time().advance(Duration.ofMinutes(1));

    LiveState fetched = slow.get().state(todd.id());

    assertThat(meanwhile).hasValue(known);
    assertThat(fetched.asOf()).isEqualTo(aws.time().instant());
    assertThat(aws.calls("ListStreams")).isEqualTo(2);
  }

  @Test
  void state_replacedServiceThrows_isAskedOnceInFiveSeconds() {
    AtomicInteger asked = new AtomicInteger();
    ChannelService failing =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "liveStreams",
            () -> {
              asked.incrementAndGet();
              throw new IllegalStateException("replaced");
            });
    UserChannels own =
        UserChannels.create(streamcat.users(), failing, aws.time(), UserChannels.MAX_AGE);

    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> own.state(todd.id()))
          .withMessage("the live streams could not be fetched")
          .withCauseInstanceOf(IllegalStateException.class);
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void state_neverFetched_failsWithoutAskingEachTime() {
    aws.emulator().faults().add(FaultRule.error("ListStreams", "AccessDeniedException"));

    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(() -> channels.state(todd.id()))
          .withMessageContaining("ivs:ListStreams");
    }
    assertThat(aws.calls("ListStreams")).isEqualTo(1);
    aws.time().advance(UserChannels.MAX_AGE);
    assertThat(channels.state(todd.id()).isLive()).isFalse();
  }

  @Test
  void state_serverErrors_asksEveryFiveSecondsAndThrowsSeparateExceptions() {
    aws.emulator().faults().add(FaultRule.error("ListStreams", "InternalServerException").times(0));
    Set<AwsException> thrown = Collections.newSetFromMap(new IdentityHashMap<>());

    for (int i = 0; i < 28; i++) {
      try {
        channels.state(todd.id());
      } catch (AwsException e) {
        assertThat(e.retryable()).isTrue();
        thrown.add(e);
      }
      aws.time().advance(Duration.ofSeconds(1));
    }

    assertThat(aws.calls("ListStreams")).isEqualTo(6);
    assertThat(thrown).hasSize(28);
  }

  @Test
  void state_slowFirstFetch_waitsAtMostTheMaximumAge() {
    AtomicReference<Throwable> meanwhile = new AtomicReference<>();
    AtomicReference<UserChannels> slow = new AtomicReference<>();
    ChannelService asking =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "liveStreams",
            () ->
                meanwhile.compareAndSet(
                    null,
                    CompletableFuture.supplyAsync(
                            () -> slow.get().state(todd.id()), NewThreads.EXECUTOR)
                        .handle((state, failure) -> failure.getCause())
                        .join()));
    slow.set(UserChannels.create(streamcat.users(), asking, aws.time(), Duration.ofMillis(20)));

    assertThat(slow.get().state(todd.id()).isLive()).isFalse();
    assertThat(meanwhile.get())
        .isInstanceOf(StreamCatException.class)
        .hasMessageContaining("still being fetched");
  }

  @Test
  void state_slowFirstFetch_waitsAtMostToTheDeadline() {
    AtomicReference<Throwable> meanwhile = new AtomicReference<>();
    AtomicReference<UserChannels> slow = new AtomicReference<>();
    ChannelService asking =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "liveStreams",
            () ->
                meanwhile.compareAndSet(
                    null,
                    CompletableFuture.supplyAsync(
                            () ->
                                CallScope.withDeadline(
                                    aws.time().instant().plusMillis(20),
                                    () -> slow.get().state(todd.id())))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .handle((state, failure) -> failure.getCause())
                        .join()));
    slow.set(UserChannels.create(streamcat.users(), asking, aws.time(), Duration.ofHours(1)));

    assertThat(slow.get().state(todd.id()).isLive()).isFalse();
    assertThat(meanwhile.get()).hasMessageContaining("still being fetched");
  }

  @Test
  void live_severalUsers_needsOneCallAndOneQuery() {
    User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
    streamcat.users().provision(NewUser.of("bob", PASSWORD));
    aws.emulator().startStream(arn);
    aws.emulator().startStream(ann.channel().arn());
    aws.emulator()
        .startStream(
            streamcat.channelService().create("nobodys", ChannelSettings.defaults()).arn());
    AtomicInteger queries = new AtomicInteger();
    UserChannels counted =
        UserChannels.create(
            InterceptingProxy.before(
                UserProvisioner.class, streamcat.users(), "find.*", queries::incrementAndGet),
            streamcat.channelService(),
            aws.time(),
            UserChannels.MAX_AGE);

    List<LiveUser> live = counted.live();

    assertThat(live).extracting(LiveUser::user).containsExactlyInAnyOrder(todd, ann);
    assertThat(live).allSatisfy(user -> assertThat(user.stream().streamId()).startsWith("st-"));
    assertThat(live)
        .isSortedAccordingTo(
            Comparator.comparing((LiveUser user) -> user.stream().viewerCount()).reversed());
    assertThat(queries).hasValue(1);
    assertThat(aws.calls("ListStreams")).isEqualTo(1);
  }

  @Test
  void live_userWhoIsBeingRemoved_isLeftOut() {
    aws.emulator().startStream(arn);
    UserProvisioner removing =
        InterceptingProxy.after(
            UserProvisioner.class,
            streamcat.users(),
            "findByChannels",
            found ->
                ((List<?>) found)
                    .stream()
                        .map(
                            user ->
                                ((User) user).with(UserState.DEPROVISIONING, aws.time().instant()))
                        .toList());

    assertThat(channels.live()).hasSize(1);
    assertThat(
            UserChannels.create(
                    removing, streamcat.channelService(), aws.time(), UserChannels.MAX_AGE)
                .live())
        .isEmpty();
  }
}
