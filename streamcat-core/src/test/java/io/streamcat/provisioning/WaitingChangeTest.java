package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Changed settings that wait for the end of a live stream, together with other requests. */
@Guarantee("KEYS-07")
class WaitingChangeTest extends SettingsChangeFixture {

  @Test
  void change_liveChannelWithWait_isMadeByRecoveryWhenTheStreamHasEnded() {
    aws.emulator().startStream(channel.arn());

    User before = change(LiveChannelPolicy.WAIT);

    assertThat(before.channel()).isEqualTo(channel);
    equal(ChannelType.STANDARD);
    assertThat(stored().pending().problem().orElseThrow())
        .contains("wait for the live stream to end");
    RecoveryReport waiting = aws.recover(streamcat);
    assertThat(waiting.waiting()).containsExactly(todd.id());
    assertThat(waiting.completed()).isEmpty();
    assertThat(waiting.failed()).isEmpty();
    assertThat(waiting.isEmpty()).isTrue();
    equal(ChannelType.STANDARD);

    streamcat.channelService().stopStream(channel.arn());
    RecoveryReport made = aws.recover(streamcat);

    assertThat(made.completed()).containsExactly(todd.id());
    assertThat(made.waiting()).isEmpty();
    has(ChannelType.ADVANCED_HD);
  }

  @Test
  void change_whileAnotherWaits_replacesTheEarlierOne() {
    aws.emulator().startStream(channel.arn());
    change(LiveChannelPolicy.WAIT);
    ChannelChange basic = ChannelChange.none().type(ChannelType.BASIC);

    streamcat.users().changeChannel(todd.id(), change -> basic, LiveChannelPolicy.STOP);

    has(ChannelType.BASIC);
    assertThat(aws.recover(streamcat).isEmpty()).isTrue();
  }

  @Test
  void change_whileAnotherWaitsWithRefuse_isRejectedAndTheFirstStillWaits() {
    aws.emulator().startStream(channel.arn());
    change(LiveChannelPolicy.WAIT);

    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChannel(
                        todd.id(),
                        change -> change.type(ChannelType.BASIC),
                        LiveChannelPolicy.REFUSE));

    streamcat.channelService().stopStream(channel.arn());
    aws.recover(streamcat);
    has(ChannelType.ADVANCED_HD);
  }

  @Test
  void rotate_whileAChangeWaits_bothAreDoneWhenTheStreamHasEnded() {
    aws.emulator().startStream(channel.arn());
    change(LiveChannelPolicy.WAIT);

    User after = streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.WAIT);

    assertThat(after.channel().streamKey()).isEqualTo(channel.streamKey());
    assertThat(streamcat.channelService().isLive(channel.arn())).isTrue();
    equal(ChannelType.STANDARD);
    streamcat.channelService().stopStream(channel.arn());
    aws.recover(streamcat);
    assertThat(stored().user().channel().streamKey()).isNotEqualTo(channel.streamKey());
    has(ChannelType.ADVANCED_HD);
    Invariants.oneStreamKeyEach(aws, java.util.List.of(stored().user()));
  }

  @Test
  void rotate_whileAChangeWaitsWithStop_recoveryMakesTheChange() {
    aws.emulator().startStream(channel.arn());
    change(LiveChannelPolicy.WAIT);

    streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);
    aws.recover(streamcat);

    has(ChannelType.ADVANCED_HD);
    assertThat(stored().user().channel().streamKey()).isNotEqualTo(channel.streamKey());
  }

  @Test
  void ensureStage_whileAChangeWaits_createsTheStageAndTheChangeStillWaits() {
    try (StreamCat noStage =
        builder(FailurePolicy.RESUME)
            .users(
                u ->
                    u.createAtRegistration(
                        EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM)))
            .build()) {
      User ann = noStage.users().provision(NewUser.withId("ann"));
      aws.emulator().startStream(ann.channel().arn());
      noStage.users().changeChannel(ann.id(), change -> PARTNER, LiveChannelPolicy.WAIT);

      assertThat(noStage.users().ensureStage(ann.id()).stage()).isNotNull();

      assertThat(noStage.users().ensureStage(ann.id()).stage()).as("again").isNotNull();
      streamcat.channelService().stopStream(ann.channel().arn());
      aws.recover(noStage);
      User after = noStage.users().find(ann.id()).orElseThrow();
      assertThat(after.channel().settings().type()).isEqualTo(ChannelType.ADVANCED_HD);
      assertThat(users.findById(ann.id()).orElseThrow().isComplete()).isTrue();
      Invariants.exactlyOneOfEach(aws, after);
    }
  }

  @Test
  void deprovision_whileAChangeWaits_removesTheUser() {
    aws.emulator().startStream(channel.arn());
    change(LiveChannelPolicy.WAIT);

    streamcat.users().deprovision(todd.id());

    assertThat(streamcat.users().find(todd.id())).isEmpty();
    assertThat(aws.emulator().resources()).isEmpty();
  }

  @Test
  void change_awsRejectsWhileAnEarlierOneWaits_earlierOneIsStillMade() {
    aws.emulator().startStream(channel.arn());
    streamcat.users().changeChannel(todd.id(), change -> PARTNER, LiveChannelPolicy.WAIT);
    aws.emulator().faults().add(FaultRule.error("UpdateChannel", "ValidationException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(
            () ->
                streamcat
                    .users()
                    .changeChannel(
                        todd.id(), change -> change.authorized(true), LiveChannelPolicy.STOP));

    aws.recover(streamcat);
    has(ChannelType.ADVANCED_HD);
    assertThat(stored().user().channel().settings().authorized()).isFalse();
  }
}
