package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.testing.Invariants;
import io.streamcat.user.User;

/** A user whose channel gets other settings. */
abstract class SettingsChangeFixture extends KeyRotationFixture {

  static final ChannelChange PARTNER =
      ChannelChange.none()
          .type(ChannelType.ADVANCED_HD)
          .preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY);

  /** Asserts that no task is pending and AWS has the recorded settings. */
  void has(ChannelType type) {
    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().lease()).isNull();
    equal(type);
  }

  void equal(ChannelType type) {
    assertThat(stored().user().channel().settings().type()).isEqualTo(type);
    assertThat(streamcat.channelService().get(channel.arn())).contains(stored().user().channel());
    assertThat(stored().user().channel().tags()).isEqualTo(channel.tags());
    Invariants.exactlyOneOfEach(aws, stored().user());
  }

  User change(LiveChannelPolicy policy) {
    return streamcat.users().changeChannel(todd.id(), change -> PARTNER, policy);
  }
}
