package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.event.EventHeader;
import io.streamcat.event.StreamStateChange;
import io.streamcat.event.ingest.IvsEventListener;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suspensions against encoders that connect again, and workers that are late. */
@Guarantee("SUSPEND-04")
class SuspensionEnforcementTest extends SuspensionFixture {

  private final AtomicBoolean late = new AtomicBoolean();

  private void once(Runnable action) {
    if (late.compareAndSet(false, true)) {
      action.run();
    }
  }

  private StreamStateChange event(String name) {
    return new StreamStateChange(
        new EventHeader(
            "1",
            StreamStateChange.DETAIL_TYPE,
            aws.time().instant(),
            "123456789012",
            "us-east-1",
            List.of(channel.arn()),
            Map.of(),
            Map.of()),
        name,
        "channel",
        "st-1",
        "",
        "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        StreamStateChange.SESSION_CREATED,
        StreamStateChange.STREAM_START,
        StreamStateChange.STREAM_TAKEOVER
      })
  void event_suspendedUserGoesLive_stopsTheStreamAndRevokesTheKey(String name) {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    // A key that another system has created.
    streamcat.channelService().createStreamKey(channel.arn(), Map.of());
    aws.emulator().startStream(channel.arn());

    streamcat.suspensions().eventListener().onEvent(event(name));

    stopped();
  }

  @Test
  void event_streamEndsOrUserIsActive_changesNothing() {
    IvsEventListener listener = streamcat.suspensions().eventListener();
    aws.emulator().startStream(channel.arn());
    listener.onEvent(event(StreamStateChange.STREAM_START));
    assertThat(streamcat.channelService().isLive(channel.arn())).isTrue();
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    int requests = aws.emulator().requests().size();

    listener.onEvent(event(StreamStateChange.STREAM_END));

    assertThat(aws.emulator().requests()).hasSize(requests);
  }

  @Test
  void enforce_stopFails_throwsAndRecoveryStopsTheStream() {
    streamcat.suspensions().suspend(todd.id(), REASON, null);
    aws.emulator().startStream(channel.arn());
    aws.emulator().faults().add(FaultRule.error("StopStream", "AccessDeniedException"));

    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> streamcat.suspensions().enforce(channel.arn()));

    aws.recover(streamcat);
    stopped();
  }

  @Test
  void enforce_channelOfNoUser_isFalse() {
    assertThat(streamcat.suspensions().enforce(channel.arn() + "x")).isFalse();
    assertThat(streamcat.suspensions().enforce(channel.arn())).isFalse();
  }

  @Test
  void suspend_whileAnotherServerRotatesTheKey_revokesTheNewKeyToo() {
    ChannelService slow =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "createStreamKey",
            () -> once(() -> suspendQuickly(Duration.ZERO)));
    try (StreamCat other =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(slow)).build()) {
      assertThatExceptionOfType(UserSuspendedException.class)
          .isThrownBy(() -> other.users().rotateStreamKey(todd.id()));
    }

    assertThat(late).isTrue();
    assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    aws.recover(streamcat);
    stopped();
  }

  @Test
  void suspend_whileAStalledServerCreatesAKeyLater_revokesThatKeyToo() {
    ChannelService slow =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "createStreamKey",
            () -> once(() -> suspendQuickly(Duration.ofHours(1))));
    try (StreamCat other =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(slow)).build()) {
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> other.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP));
    }

    assertThat(late).isTrue();
    aws.recover(streamcat);
    stopped();
  }

  /** Suspends the user after a stall of another server, whose lease may have ended. */
  private void suspendQuickly(Duration stall) {
    aws.time().advance(stall);
    try (StreamCat admin =
        builder(FailurePolicy.RESUME)
            .aws(a -> a.operationTimeout(Duration.ofSeconds(10)))
            .build()) {
      admin.suspensions().suspend(todd.id(), REASON, null);
    } catch (StreamCatException e) {
      assertThat(stored().state()).isEqualTo(UserState.SUSPENDED);
    }
  }

  @Test
  void suspend_storeLosesAnyAnswer_isSuspended() {
    for (int lost = 1; lost <= 4; lost++) {
      int[] left = {lost};
      UserRepository losing =
          InterceptingProxy.before(
              UserRepository.class,
              users,
              "update",
              () -> {
                if (--left[0] == 0) {
                  throw new StorageException("lost", true, null);
                }
              });
      try (StreamCat other = builder(FailurePolicy.RESUME).storage(s -> s.users(losing)).build()) {
        other.suspensions().suspend(todd.id(), REASON, null);
        stopped();
        other.suspensions().reinstate(todd.id());
        reinstated();
      }
    }
  }

  @Test
  void reinstate_whileTheRevocationIsLate_keepsTheNewKey() {
    ChannelService slow =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "createStreamKey",
            () ->
                once(
                    () -> {
                      aws.time().advance(Duration.ofHours(1));
                      streamcat.suspensions().reinstate(todd.id());
                    }));
    try (StreamCat other =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(slow)).build()) {
      other.suspensions().suspend(todd.id(), REASON, null);
    }

    assertThat(late).isTrue();
    reinstated();
  }
}
