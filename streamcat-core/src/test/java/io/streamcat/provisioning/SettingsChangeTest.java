package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.ProcessEnded;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changed settings of a user's channel: database and AWS stay equal after any failure. */
@Guarantee("KEYS-07")
class SettingsChangeTest extends SettingsChangeFixture {

  @ParameterizedTest
  @EnumSource(LiveChannelPolicy.class)
  void change_idleChannel_isMadeImmediately(LiveChannelPolicy policy) {
    phases.clear();

    User after = change(policy);

    assertThat(after).isEqualTo(stored().user());
    assertThat(after.channel().streamKey()).isEqualTo(channel.streamKey());
    assertThat(phases).containsExactly(Phase.CHANGING, Phase.CHANGED, Phase.COMPLETED);
    has(ChannelType.ADVANCED_HD);
    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
  }

  @Test
  void change_toTheCurrentSettings_isMade() {
    streamcat
        .users()
        .changeChannel(
            todd.id(), change -> ChannelChange.to(channel.settings()), LiveChannelPolicy.REFUSE);

    assertThat(aws.calls("UpdateChannel")).isEqualTo(1);
    has(ChannelType.STANDARD);
  }

  @Test
  void change_anySetting_isPendingBeforeTheCallAndRecordedAfterIt() {
    AtomicInteger updates = new AtomicInteger();
    ChannelService watched =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> {
              updates.incrementAndGet();
              assertThat(stored().pending().change(ResourceKind.CHANNEL).orElseThrow().changes())
                  .containsExactly(new PendingChange(PARTNER, LiveChannelPolicy.REFUSE));
              assertThat(stored().user().channel()).isEqualTo(channel);
            });
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(watched)).build()) {
      server.users().changeChannel(todd.id(), change -> PARTNER, LiveChannelPolicy.REFUSE);
    }
    assertThat(updates).hasValue(1);
  }

  /** The settings of the request would hide that AWS has changed something else. */
  @Test
  void change_awsAnswersOtherSettings_recordsTheAnswer() {
    ChannelService answering =
        InterceptingProxy.after(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            answer -> {
              Channel changed = (Channel) answer;
              return changed.with(
                  changed.settings().toBuilder().type(ChannelType.ADVANCED_SD).build());
            });
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(answering)).build()) {
      server.users().changeChannel(todd.id(), change -> PARTNER, LiveChannelPolicy.REFUSE);
    }

    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.ADVANCED_SD);
  }

  @Test
  void change_liveChannelWithRefuse_changesNothing() {
    aws.emulator().startStream(channel.arn());

    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(() -> change(LiveChannelPolicy.REFUSE));

    has(ChannelType.STANDARD);
    assertThat(streamcat.channelService().isLive(channel.arn())).isTrue();
  }

  @Test
  void change_streamBeginsInBetweenWithRefuse_isWithdrawn() {
    ChannelService late =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> aws.emulator().startStream(channel.arn()));
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(late)).build()) {
      assertThatExceptionOfType(ChannelLiveException.class)
          .isThrownBy(
              () ->
                  server
                      .users()
                      .changeChannel(todd.id(), change -> PARTNER, LiveChannelPolicy.REFUSE));
    }

    has(ChannelType.STANDARD);
  }

  @Test
  void change_liveChannelWithStop_isStoppedAndChanged() {
    aws.emulator().startStream(channel.arn());

    change(LiveChannelPolicy.STOP);

    assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
    has(ChannelType.ADVANCED_HD);
  }

  @Test
  void change_encoderReconnectsBeforeTheChange_isStoppedAgain() {
    aws.emulator().startStream(channel.arn());
    AtomicInteger updates = new AtomicInteger();
    ChannelService late =
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> {
              if (updates.incrementAndGet() == 1) {
                aws.emulator().startStream(channel.arn());
              }
            });
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(late)).build()) {
      server.users().changeChannel(todd.id(), change -> PARTNER, LiveChannelPolicy.STOP);
    }

    assertThat(updates).hasValue(2);
    has(ChannelType.ADVANCED_HD);
  }

  @Test
  void change_awsRejects_isWithdrawn() {
    aws.emulator().faults().add(FaultRule.error("UpdateChannel", "ValidationException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> change(LiveChannelPolicy.REFUSE))
        .withMessageContaining("keeps the recorded settings of the channel")
        .satisfies(e -> assertThat(e.retryable()).isFalse());

    has(ChannelType.STANDARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost", "refused"})
  void change_answerIsLost_databaseAndAwsAreEqualInTheEnd(String andThen) {
    aws.emulator().faults().add(FaultRule.responseLost("UpdateChannel"));
    if (andThen.equals("refused")) {
      aws.emulator().faults().add(FaultRule.error("UpdateChannel", "ValidationException"));
    }
    aws.time().advance(Duration.ofHours(1));

    change(LiveChannelPolicy.REFUSE);

    // The first change was made, regardless of the second answer. It could have taken effect late,
    // so the settings are restored.
    assertThat(stored().user().channel().settings().type()).isEqualTo(ChannelType.ADVANCED_HD);
    aws.recover(streamcat);
    has(ChannelType.ADVANCED_HD);
  }

  @Test
  void change_replacedServiceThrowsAfterTheRequest_settingsAreRestored() {
    ChannelService broken =
        InterceptingProxy.after(
            ChannelService.class,
            streamcat.channelService(),
            "update",
            () -> {
              throw new IllegalStateException("broken after the request");
            });
    try (StreamCat server =
        builder(FailurePolicy.RESUME).services(s -> s.channelService(broken)).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(
              () ->
                  server
                      .users()
                      .changeChannel(todd.id(), change -> PARTNER, LiveChannelPolicy.REFUSE));
    }

    assertThat(stored().pending().restoration(ResourceKind.CHANNEL)).isPresent();
    aws.recover(streamcat);
    has(ChannelType.ADVANCED_HD);
  }

  @Test
  void change_awsIsDown_isLeftToRecovery() {
    aws.emulator()
        .faults()
        .add(FaultRule.error("UpdateChannel", "InternalServerException").times(0));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> change(LiveChannelPolicy.REFUSE))
        .withMessageContaining("has a channel whose change is pending")
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(stored().user().channel()).isEqualTo(channel);
    assertThat(stored().user().state()).isEqualTo(UserState.ACTIVE);

    aws.emulator().faults().clear();
    aws.recover(streamcat);
    has(ChannelType.ADVANCED_HD);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void change_serverDies_recoveryFinishesTheChange(int write) {
    crash(write);

    aws.time().advance(Duration.ofHours(1));
    aws.recover(streamcat);

    has(write == 1 ? ChannelType.STANDARD : ChannelType.ADVANCED_HD);
  }

  /** Simulates a crash before a write to the store: the claim, the renewal or the end. */
  private void crash(int write) {
    AtomicInteger writes = new AtomicInteger();
    UserRepository dying =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (writes.incrementAndGet() == write) {
                throw new ProcessEnded();
              }
            });
    try (StreamCat server = builder(FailurePolicy.RESUME).storage(s -> s.users(dying)).build()) {
      server.users().changeChannel(todd.id(), change -> PARTNER, LiveChannelPolicy.REFUSE);
    } catch (ProcessEnded e) {
      assertThat(writes).hasValue(write);
    }
  }

  @Test
  void change_newChannelIsNotFound_isRetriedUntilEveryServerFindsIt() {
    streamcat.channelService().delete(channel.arn());

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> change(LiveChannelPolicy.REFUSE))
        .withMessageContaining("has a channel whose change is pending");

    aws.time().advance(Duration.ofHours(1));
    streamcat.recovery().run();
    assertThat(stored().pending().isEmpty()).isTrue();
    assertThat(stored().user().channel()).isEqualTo(channel);
  }

  @Test
  void change_channelIsGone_isLeftToReconciliation() {
    aws.time().advance(Duration.ofHours(1));
    streamcat.channelService().delete(channel.arn());

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> change(LiveChannelPolicy.REFUSE))
        .withMessageContaining("is gone from AWS");

    assertThat(stored().pending().isEmpty()).isTrue();
  }

  @Test
  void change_unknownUserOrChannel_isRejected() {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChannel(UserId.of("nobody"), change -> PARTNER, LiveChannelPolicy.WAIT));
    try (StreamCat noChannel =
        builder(FailurePolicy.RESUME)
            .users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.STAGE)))
            .build()) {
      User ann = noChannel.users().provision(NewUser.withId("ann"));

      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(
              () ->
                  noChannel
                      .users()
                      .changeChannel(ann.id(), change -> PARTNER, LiveChannelPolicy.WAIT))
          .isNotInstanceOf(AwsException.class)
          .withMessage("user 'ann' has no channel yet; users().ensureChannel(…) creates it");
    }
  }
}
