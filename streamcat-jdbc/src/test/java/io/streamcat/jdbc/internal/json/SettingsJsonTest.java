package io.streamcat.jdbc.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.exception.StorageException;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.StageSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of settings. */
class SettingsJsonTest {

  private static final Map<String, String> TAGS = Map.of("a:b", "ünï \u2028=", "empty", "");

  @Test
  void channel_everySetting_isReadAsWritten() {
    ChannelSettings multitrack =
        ChannelSettings.builder()
            .type(ChannelType.STANDARD)
            .latencyMode(LatencyMode.NORMAL)
            .authorized(true)
            .insecureIngest(true)
            .recordingConfigurationArn(
                "arn:aws:ivs:us-east-1:123456789012:recording-configuration/abc")
            .playbackRestrictionPolicyArn(
                "arn:aws:ivs:us-east-1:123456789012:playback-restriction-policy/abc")
            .containerFormat(ContainerFormat.FRAGMENTED_MP4)
            .multitrackInput(
                new MultitrackInput(MultitrackInput.Policy.REQUIRE, MultitrackInput.Resolution.HD))
            .tags(TAGS)
            .build();
    ChannelSettings advanced =
        ChannelSettings.builder()
            .type(ChannelType.ADVANCED_SD)
            .preset(TranscodePreset.CONSTRAINED_BANDWIDTH_DELIVERY)
            .build();

    for (ChannelSettings settings :
        List.of(multitrack, advanced, ChannelSettings.defaults(), ChannelSettings.streamCat())) {
      assertThat(SettingsJson.channel(SettingsJson.write(settings))).isEqualTo(settings);
    }
  }

  @Test
  void chatRoom_everySetting_isReadAsWritten() {
    ChatRoomSettings settings =
        ChatRoomSettings.builder()
            .maximumMessageLength(1)
            .maximumMessageRatePerSecond(100)
            .messageReviewHandler(
                new MessageReviewHandler(
                    "arn:aws:lambda:us-east-1:123456789012:function:review",
                    MessageReviewHandler.Fallback.DENY))
            .loggingConfigurationArns(
                List.of("arn:aws:ivschat:us-east-1:123456789012:logging-configuration/abc"))
            .tags(TAGS)
            .build();

    assertThat(SettingsJson.chatRoom(SettingsJson.write(settings))).isEqualTo(settings);
    assertThat(SettingsJson.chatRoom("{}")).isEqualTo(ChatRoomSettings.defaults());
  }

  @Test
  void stage_everySetting_isReadAsWritten() {
    StageSettings settings =
        new StageSettings(
            ParticipantRecording.to("arn:aws:ivs:us-east-1:123456789012:storage-configuration/abc")
                .withMedia(ParticipantRecording.Media.AUDIO_ONLY)
                .withThumbnails(
                    new ParticipantRecording.Thumbnails(
                        Duration.ofSeconds(90),
                        Set.of(
                            ParticipantRecording.Thumbnails.Storage.LATEST,
                            ParticipantRecording.Thumbnails.Storage.SEQUENTIAL)))
                .withReconnectWindow(Duration.ofSeconds(30))
                .withSegmentDuration(Duration.ofSeconds(4))
                .withReplicas(false),
            TAGS);

    assertThat(SettingsJson.stage(SettingsJson.write(settings))).isEqualTo(settings);
    assertThat(SettingsJson.stage("{}")).isEqualTo(StageSettings.defaults());
  }

  @Test
  void read_unknownSetting_isIgnored() {
    assertThat(
            SettingsJson.channel(
                "{\"new\": [1, {\"a\": null}, true], \"type\": \"BASIC\", \"tags\": {\"a\": \"b\"}}"))
        .isEqualTo(
            ChannelSettings.builder().type(ChannelType.BASIC).tags(Map.of("a", "b")).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"a\"", "{\"messageReviewHandler\": {}}"})
  void read_damagedText_isRejected(String text) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> SettingsJson.chatRoom(text))
        .withMessageContaining("damaged");
  }
}
