package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.error.UserBusyException;
import io.streamcat.testing.Intercepted;
import io.streamcat.testing.ProcessEnded;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Changes of a channel that another call or worker withdraws, because the channel is live. */
class WithdrawnChangeTest extends KeyRotationFixture {

  /** Begins a change on a server that runs {@code inBetween} before AWS is called. */
  private void change(Runnable inBetween) {
    AtomicBoolean first = new AtomicBoolean(true);
    ChannelService stalling =
        Intercepted.before(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> {
              if (first.getAndSet(false)) {
                inBetween.run();
              }
            });
    try (StreamCat server = builder(FailurePolicy.RESUME).channelService(stalling).build()) {
      server
          .users()
          .changeChannel(
              todd.id(), change -> change.type(ChannelType.BASIC), LiveChannelPolicy.REFUSE);
    }
  }

  @Test
  void resume_refusingChangeOfADeadServerOnALiveChannel_returnsTheUserAndWithdrawsTheChange() {
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
  void resume_changeOfADeadServerThatWasMade_onAChannelThatIsLiveSince_isRecorded() {
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

    assertThat(stored().isSettled()).isTrue();
    assertThat(streamcat.channelService().get(channel.arn())).contains(stored().user().channel());
    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.BASIC);
  }

  @Test
  void change_takenOverAndWithdrawnByAnotherWorker_isNotReportedAsMade() {
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

  @Test
  void change_takenOverAndMadeByAnotherWorker_isReportedAsMade() {
    change(
        () -> {
          aws.time().advance(Duration.ofHours(1));
          streamcat.users().resume(todd.id());
        });

    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.BASIC);
  }
}
