package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.LeaseLostException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.StageChange;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.PendingTask.ChangeSettings;
import io.streamcat.repository.Progress;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.user.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pending changes of settings, while AWS answers late, with an error, or not at all. */
@Timeout(20)
@Guarantee("KEYS-07")
class SettingsTasksTest extends SettingsTasksFixture {

  @Test
  void change_validSettings_areMadeAndRecorded() {
    assertThat(run(refusing(BASIC)).failure()).isNull();

    assertThat(recorded()).isEqualTo(actual());
    assertThat(recorded().type()).isEqualTo(ChannelType.BASIC);
    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(hasStep(Phase.CHANGING)).isTrue();
  }

  @Test
  void change_conflictWithRecordedSettings_isWithdrawn() {
    run(refusing(ChannelChange.none().containerFormat(ContainerFormat.TS)));
    ChannelChange conflicting =
        ChannelChange.none()
            .multitrackInput(
                new MultitrackInput(MultitrackInput.Policy.ALLOW, MultitrackInput.Resolution.HD));

    assertThat(run(refusing(conflicting)).failure()).isInstanceOf(InvalidInputException.class);

    assertThat(pending()).isEmpty();
  }

  @Test
  void change_leaseIsLost_throwsBeforeTheUpdate() {
    ChangeSettings task =
        new ChangeSettings(
            ResourceKind.CHANNEL, List.of(refusing(BASIC)), Progress.ready(time.instant()));
    LeasedUser user = context.tryClaim(stored(), record -> record).orElseThrow();
    time.advance(LEASE);
    Records.claim(users, TODD, "other", time.instant().plus(LEASE));

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> tasks.run(user, task));

    assertThat(actual().type()).isEqualTo(ChannelType.STANDARD);
  }

  @Test
  void change_liveChannelAndRefuse_isWithdrawn() {
    goLive();

    assertThat(run(refusing(BASIC)).failure()).isInstanceOf(ChannelLiveException.class);

    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(aws.isLive(channel.arn())).isTrue();
  }

  @Test
  void change_liveChannelAndWait_staysPending() {
    goLive();

    assertThat(run(change(BASIC, LiveChannelPolicy.WAIT)).waits())
        .isEqualTo("new settings of the channel wait for the live stream to end");

    assertThat(pending()).hasSize(1);
    assertThat(restoration()).isEmpty();
  }

  @Test
  void change_liveChannelAndStop_isMade() {
    goLive();

    assertThat(
            run(change(PRIVATE, LiveChannelPolicy.WAIT), change(BASIC, LiveChannelPolicy.STOP))
                .failure())
        .isNull();

    assertThat(aws.isLive(channel.arn())).isFalse();
    assertThat(recorded().type()).isEqualTo(ChannelType.BASIC);
    assertThat(recorded().authorized()).isTrue();
  }

  @Test
  void change_liveChannelAndSeveralPolicies_keepsThoseThatWait() {
    goLive();
    PendingChange waiting = change(PRIVATE, LiveChannelPolicy.WAIT);

    assertThat(run(waiting, refusing(BASIC)).failure()).isInstanceOf(ChannelLiveException.class);

    assertThat(pending()).containsExactly(waiting);
    assertThat(stored().pending().nextAttempt()).contains(time.instant().plusSeconds(15));
    assertThat(actual()).isEqualTo(channel.settings());
  }

  @Test
  void change_liveChannelAndMadeByAnEarlierWorker_isRecorded() {
    updateElsewhere(ChannelSettings.builder().type(ChannelType.BASIC).build());
    goLive();

    assertThat(run(refusing(BASIC)).failure()).isNull();

    assertThat(recorded().type()).isEqualTo(ChannelType.BASIC);
    assertThat(pending()).isEmpty();
    assertThat(restoration()).isPresent();
  }

  @Test
  void change_answerIsLostAndChannelGoesLive_waitsAndIsRestoredLater() {
    transport.before(
        "UpdateChannel",
        () -> {
          transport.clear();
          goLive();
          throw error(500, "InternalServerException");
        });

    assertThat(run(change(BASIC, LiveChannelPolicy.WAIT)).waits()).isNotNull();

    assertThat(pending()).hasSize(1);
    assertThat(restoration()).isPresent();
  }

  @Test
  void change_isMadeWithoutAnAnswerAndChannelGoesLive_isRecorded() {
    transport.after(
        "UpdateChannel",
        () -> {
          transport.clear();
          goLive();
          throw error(500, "InternalServerException");
        });

    assertThat(run(change(BASIC, LiveChannelPolicy.WAIT)).failure()).isNull();

    assertThat(recorded().type()).isEqualTo(ChannelType.BASIC);
    assertThat(pending()).isEmpty();
  }

  @Test
  void change_answerIsLost_isRepeatedAndRestoredOnceTheRequestIsOver() {
    transport.after(
        "UpdateChannel",
        () -> {
          transport.clear();
          throw error(500, "InternalServerException");
        });

    assertThat(run(refusing(BASIC)).failure()).isNull();

    assertThat(recorded().type()).isEqualTo(ChannelType.BASIC);
    assertThat(restoration()).contains(context.now().plusSeconds(20).plus(context.clockSkew()));
  }

  @Test
  void change_awsIsAway_staysPendingAndIsRestored() {
    answer("UpdateChannel", 500, "InternalServerException");
    Instant before = time.instant();

    assertThat(run(refusing(BASIC)).failure())
        .isInstanceOf(AwsException.class)
        .satisfies(e -> assertThat(((AwsException) e).retryable()).isTrue());

    assertThat(time.instant()).isBetween(before.plusSeconds(20), before.plusSeconds(31));
    assertThat(pending()).hasSize(1);
    assertThat(restoration()).isPresent();
  }

  @Test
  void change_replacedServiceThrows_staysPendingAndIsRestored() {
    ChannelService replaced =
        InterceptingProxy.before(
            ChannelService.class,
            channels,
            "update",
            () -> {
              throw new IllegalStateException("odd");
            });
    AtomicInteger ids = new AtomicInteger();
    ProvisioningContext other =
        new ProvisioningContext(
            users,
            new UserResources(
                replaced,
                ChannelSettings.defaults(),
                chatRooms,
                ChatRoomSettings.defaults(),
                stages,
                StageSettings.defaults()),
            calls,
            context.runner(),
            context.settings(),
            () -> "other-" + ids.incrementAndGet());

    assertThat(run(other, ResourceKind.CHANNEL, refusing(BASIC)).failure())
        .hasMessageContaining("IllegalStateException");

    assertThat(pending()).hasSize(1);
    assertThat(restoration()).isPresent();
  }

  @Test
  void change_throttled_staysPendingAndIsNotRestored() {
    answer("UpdateChannel", 429, "ThrottlingException");
    Instant before = time.instant();

    assertThat(run(refusing(BASIC)).failure()).isInstanceOf(ThrottledException.class);

    assertThat(time.instant()).isBetween(before.plusSeconds(20), before.plusSeconds(31));
    assertThat(pending()).hasSize(1);
    assertThat(restoration()).isEmpty();
  }

  @Test
  void change_busyStage_isRepeatedUntilTheDeadline() {
    answer("UpdateStage", 409, "ConflictException");
    Instant before = time.instant();
    PendingChange nothing =
        new PendingChange(StageChange.none().recording(null), LiveChannelPolicy.WAIT);

    assertThat(run(context, ResourceKind.STAGE, nothing).failure())
        .isInstanceOf(ResourceConflictException.class);

    assertThat(time.instant()).isBetween(before.plusSeconds(20), before.plusSeconds(31));
    assertThat(stored().pending().change(ResourceKind.STAGE)).isPresent();
  }
}
