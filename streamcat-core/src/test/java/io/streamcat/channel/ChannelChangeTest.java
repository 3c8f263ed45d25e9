package io.streamcat.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelChange.Member;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.PendingChange;
import io.streamcat.repository.RandomRecords;
import io.streamcat.testing.Guarantee;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Guarantee("PROV-13")
class ChannelChangeTest {

  private static final ChannelSettings ADVANCED =
      ChannelSettings.builder()
          .type(ChannelType.ADVANCED_HD)
          .preset(TranscodePreset.CONSTRAINED_BANDWIDTH_DELIVERY)
          .tags(Map.of("project", "streamcat"))
          .build();
  private static final ChannelChange NONE = ChannelChange.none();

  @Test
  void none_anySettings_changesNothing() {
    assertThat(NONE.applyTo(ADVANCED)).isEqualTo(ADVANCED);
    assertThat(NONE.members()).isEmpty();
  }

  @Test
  void applyTo_namedMember_keepsTheOthers() {
    assertThat(NONE.authorized(true).applyTo(ADVANCED))
        .isEqualTo(ADVANCED.toBuilder().authorized(true).build());
    assertThat(NONE.latencyMode(LatencyMode.NORMAL).insecureIngest(true).applyTo(ADVANCED))
        .isEqualTo(
            ADVANCED.toBuilder().latencyMode(LatencyMode.NORMAL).insecureIngest(true).build());
  }

  @Test
  void to_settings_reachesThemFromAnyOthers() {
    RandomRecords random = new RandomRecords(3);
    for (int i = 0; i < 200; i++) {
      ChannelSettings before = random.channelSettings();
      ChannelSettings after = random.channelSettings();

      assertThat(ChannelChange.to(after).applyTo(before))
          .isEqualTo(after.toBuilder().tags(before.tags()).build());
      assertThat(ChannelChange.to(after).members()).isEqualTo(EnumSet.allOf(Member.class));
    }
  }

  @Test
  void applyTo_nullValue_removesIt() {
    ChannelSettings recorded =
        ChannelSettings.builder()
            .recordingConfigurationArn("arn:aws:ivs:us-east-1:1:recording-configuration/a")
            .build();

    assertThat(NONE.recordingConfigurationArn(null).applyTo(recorded))
        .isEqualTo(ChannelSettings.defaults());
    assertThat(NONE.recordingConfigurationArn(null).members())
        .containsExactly(Member.RECORDING_CONFIGURATION_ARN);
  }

  @ParameterizedTest
  @EnumSource(names = {"BASIC", "STANDARD"})
  void applyTo_typeWithoutPresets_dropsThePreset(ChannelType type) {
    assertThat(NONE.type(type).applyTo(ADVANCED))
        .isEqualTo(ADVANCED.toBuilder().type(type).preset(null).build());
  }

  @Test
  void applyTo_otherAdvancedType_keepsThePreset() {
    assertThat(NONE.type(ChannelType.ADVANCED_SD).applyTo(ADVANCED))
        .isEqualTo(ADVANCED.toBuilder().type(ChannelType.ADVANCED_SD).build());
  }

  @Test
  void applyTo_contradictoryMembers_isRejected() {
    ChannelChange preset = NONE.preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> preset.applyTo(ChannelSettings.defaults()));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> preset.type(ChannelType.BASIC).applyTo(ADVANCED));
  }

  @Test
  void then_sameMember_theLaterValueWins() {
    ChannelChange both =
        NONE.authorized(true).latencyMode(LatencyMode.NORMAL).then(NONE.authorized(false));

    assertThat(both).isEqualTo(NONE.latencyMode(LatencyMode.NORMAL).authorized(false));
  }

  @Test
  void then_none_changesNothing() {
    ChannelChange change = ChannelChange.to(ADVANCED);

    assertThat(change.then(NONE)).isEqualTo(change);
    assertThat(NONE.then(change)).isEqualTo(change);
  }

  @Test
  void then_presetAndThenAnAdvancedType_keepsThePreset() {
    ChannelChange preset = NONE.preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY);

    assertThat(preset.then(NONE.type(ChannelType.ADVANCED_SD)).applyTo(ADVANCED).preset())
        .isEqualTo(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY);
  }

  @Test
  void then_presetAndThenATypeWithoutPresets_dropsThePreset() {
    ChannelChange preset = NONE.preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY);

    assertThat(preset.then(NONE.type(ChannelType.BASIC)).applyTo(ADVANCED).preset()).isNull();
  }

  @Test
  void then_basicAndThenAdvancedType_hasNoPreset() {
    ChannelChange both = NONE.type(ChannelType.BASIC).then(NONE.type(ChannelType.ADVANCED_SD));

    assertThat(both.applyTo(ADVANCED))
        .isEqualTo(ADVANCED.toBuilder().type(ChannelType.ADVANCED_SD).preset(null).build());
  }

  @Test
  void then_anyChanges_equalsApplyingBothInOrder() {
    long seed = Long.getLong("streamcat.seed", System.nanoTime());
    RandomRecords random = new RandomRecords(seed);
    int compared = 0;
    for (int i = 0; i < 2000; i++) {
      ChannelSettings settings = random.channelSettings();
      ChannelChange first = random.channelChange();
      ChannelChange second = random.channelChange();
      ChannelChange third = random.channelChange();
      ChannelSettings expected;
      try {
        expected = third.applyTo(second.applyTo(first.applyTo(settings)));
      } catch (InvalidInputException e) {
        continue;
      }
      compared++;
      assertThat(first.then(second).then(third).applyTo(settings))
          .as("%s, %s, %s on %s, seed %d", first, second, third, settings, seed)
          .isEqualTo(expected);
      assertThat(first.then(second.then(third)).applyTo(settings))
          .as("%s, %s, %s on %s, seed %d", first, second, third, settings, seed)
          .isEqualTo(expected);
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void equals_sameMembersInAnotherOrder_isTrue() {
    ChannelChange change = NONE.authorized(true).preset(null);

    assertThat(change)
        .isEqualTo(NONE.preset(null).authorized(true))
        .hasSameHashCodeAs(NONE.preset(null).authorized(true))
        .isNotEqualTo(NONE.authorized(true))
        .isNotEqualTo(new PendingChange(change, LiveChannelPolicy.WAIT));
  }

  @Test
  void methods_change_isImmutable() {
    ChannelChange change = NONE.authorized(true);

    change.type(ChannelType.BASIC);
    change.then(NONE.authorized(false));

    assertThat(change).isEqualTo(NONE.authorized(true));
    assertThat(NONE.members()).isEmpty();
  }

  @Test
  void value_unnamedMember_isNull() {
    assertThat(NONE.value(Member.TYPE)).isNull();
    assertThat(NONE.type(ChannelType.BASIC).value(Member.TYPE)).isEqualTo(ChannelType.BASIC);
  }
}
