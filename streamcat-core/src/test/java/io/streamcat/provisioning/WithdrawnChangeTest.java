package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.testing.InterceptedHttp;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ProcessEnded;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Changes that another call or worker withdraws, because the channel is live. */
class WithdrawnChangeTest extends KeyRotationFixture {

  /** Starts a change on a server that runs {@code inBetween} before AWS is called. */
  private void change(Runnable inBetween) {
    AtomicBoolean first = new AtomicBoolean(true);
    ChannelService stalling =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> {
              if (first.getAndSet(false)) {
                inBetween.run();
              }
            });
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(stalling)).build()) {
      server
          .users()
          .changeChannel(
              todd.id(), change -> change.type(ChannelType.BASIC), LiveChannelPolicy.REFUSE);
    }
  }

  @Test
  void resume_pendingRefuseChangeOnALiveChannel_returnsTheUserAndWithdrawsTheChange() {
    assertThatExceptionOfType(ProcessEnded.class)
        .isThrownBy(
            () ->
                change(
                    () -> {
                      throw new ProcessEnded();
                    }));
    aws.time().advance(Duration.ofHours(1));
    aws.emulator().startStream(channel.arn());

    assertThat(streamcat.users().resume(todd.id())).contains(stored().user());

    assertThat(stored().isSettled()).isTrue();
    assertThat(stored().user().channel()).isEqualTo(channel);
  }

  @Test
  void resume_changeMadeByADeadServerOnANowLiveChannel_isRecorded() {
    assertThatExceptionOfType(ProcessEnded.class)
        .isThrownBy(
            () ->
                change(
                    () -> {
                      streamcat
                          .channelService()
                          .update(
                              channel.arn(),
                              channel.settings().toBuilder().type(ChannelType.BASIC).build());
                      throw new ProcessEnded();
                    }));
    aws.time().advance(Duration.ofHours(1));
    aws.emulator().startStream(channel.arn());

    assertThat(streamcat.users().resume(todd.id())).contains(stored().user());

    aws.emulator().stopStream(channel.arn());
    aws.time().advance(Duration.ofHours(1));
    streamcat.recovery().run();
    assertThat(stored().isSettled()).isTrue();
    assertThat(streamcat.channelService().get(channel.arn())).contains(stored().user().channel());
    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.BASIC);
  }

  @Test
  void change_withdrawnByAnotherWorker_isNotReportedAsMade() {
    assertThatExceptionOfType(UserBusyException.class)
        .isThrownBy(
            () ->
                change(
                    () -> {
                      aws.time().advance(Duration.ofHours(1));
                      aws.emulator().startStream(channel.arn());
                      streamcat.users().resume(todd.id());
                    }))
        .satisfies(e -> assertThat(e.retryable()).isTrue());

    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.STANDARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ExpiredTokenException", "UnrecognizedClientException", "RequestTimeTooSkewed"})
  void change_waitingWhileCredentialsOrClockAreRejected_staysPending(String error) {
    aws.emulator().startStream(channel.arn());
    streamcat
        .users()
        .changeChannel(todd.id(), change -> change.type(ChannelType.BASIC), LiveChannelPolicy.WAIT);
    aws.emulator().stopStream(channel.arn());
    aws.time().advance(Duration.ofHours(1));

    HttpExecuteResponse refusal =
        InterceptedHttp.response(403, "{\"message\": \"no\"}", "x-amzn-ErrorType", error);
    try (InterceptedHttp http =
            InterceptedHttp.next("UpdateChannel", Integer.MAX_VALUE, (request, send) -> refusal);
        StreamCat server = builder(FailurePolicy.RESUME).aws(a -> a.httpClient(http)).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> server.users().resume(todd.id()))
          .satisfies(e -> assertThat(e.causedBy(AccessDeniedException.class)).isPresent());
    }

    aws.recover(streamcat);
    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.BASIC);
    assertThat(stored().isSettled()).isTrue();
  }

  /** A channel service whose Get shows the channel as at its registration. */
  private ChannelService behind() {
    return InterceptingProxy.after(
        ChannelService.class,
        streamcat.channelService(),
        "get",
        found -> ((Optional<?>) found).map(now -> channel));
  }

  /** Changes the latency, and then makes another change while the Get still shows the old one. */
  private void changeOn(
      ChannelService behind, Runnable beforeUpdate, UnaryOperator<ChannelChange> next) {
    streamcat
        .users()
        .changeChannel(
            todd.id(), change -> change.latencyMode(LatencyMode.NORMAL), LiveChannelPolicy.REFUSE);
    ChannelService service =
        InterceptingProxy.before(ChannelService.class, behind, "update", beforeUpdate);
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(service)).build()) {
      server.users().changeChannel(todd.id(), next, LiveChannelPolicy.REFUSE);
    }
  }

  private void keptAfterRecovery() {
    assertThat(stored().user().channel().settings().latencyMode()).isEqualTo(LatencyMode.NORMAL);
    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.STANDARD);
    aws.emulator().stopStream(channel.arn());
    aws.time().advance(Duration.ofHours(1));
    streamcat.recovery().run();
    assertThat(stored().isSettled()).isTrue();
    assertThat(streamcat.channelService().get(channel.arn())).contains(stored().user().channel());
    assertThat(stored().user().channel().settings().latencyMode()).isEqualTo(LatencyMode.NORMAL);
  }

  /** Another change, and the change back to what the Get still shows. */
  static Stream<UnaryOperator<ChannelChange>> nextChanges() {
    return Stream.of(
        change -> change.type(ChannelType.BASIC), change -> change.latencyMode(LatencyMode.LOW));
  }

  @ParameterizedTest
  @MethodSource("nextChanges")
  void change_channelGoesLiveWhileTheGetLags_keepsTheRecordedSettings(
      UnaryOperator<ChannelChange> next) {
    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(
            () -> changeOn(behind(), () -> aws.emulator().startStream(channel.arn()), next));

    keptAfterRecovery();
  }

  @ParameterizedTest
  @MethodSource("nextChanges")
  void change_rejectedByAwsWhileTheGetLags_keepsTheRecordedSettings(
      UnaryOperator<ChannelChange> next) {
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(
            () ->
                changeOn(
                    behind(),
                    () -> {
                      throw new InvalidInputException("channel", "type", "is rejected by AWS");
                    },
                    next));

    keptAfterRecovery();
  }

  @Test
  void change_madeByAnotherWorker_isReportedAsMade() {
    change(
        () -> {
          aws.time().advance(Duration.ofHours(1));
          streamcat.users().resume(todd.id());
        });

    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.BASIC);
  }
}
