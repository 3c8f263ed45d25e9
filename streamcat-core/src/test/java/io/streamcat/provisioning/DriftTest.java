package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.provisioning.internal.reconciliation.Drift;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The comparison of every setting, without tags. */
class DriftTest {

  private static final Map<String, String> TAGS = Map.of("a", "b");

  @Test
  void drift_everySettingOfAChannel_isCompared() {
    ChannelSettings recorded = ChannelSettings.defaults();
    ChannelSettings advanced =
        ChannelSettings.builder()
            .type(ChannelType.ADVANCED_HD)
            .latencyMode(LatencyMode.NORMAL)
            .preset(TranscodePreset.CONSTRAINED_BANDWIDTH_DELIVERY)
            .authorized(true)
            .insecureIngest(true)
            .recordingConfigurationArn(
                "arn:aws:ivs:us-east-1:123456789012:recording-configuration/abcdefABCDEF")
            .playbackRestrictionPolicyArn(
                "arn:aws:ivs:us-east-1:123456789012:playback-restriction-policy/abcdefABCDEF")
            .containerFormat(ContainerFormat.FRAGMENTED_MP4)
            .tags(TAGS)
            .build();
    ChannelSettings multitrack =
        ChannelSettings.builder()
            .containerFormat(ContainerFormat.FRAGMENTED_MP4)
            .multitrackInput(
                new MultitrackInput(MultitrackInput.Policy.REQUIRE, MultitrackInput.Resolution.HD))
            .build();

    // A channel cannot have both a preset and multitrack input.
    Set<String> named = named(channel(recorded), channel(advanced));
    named.addAll(named(channel(recorded), channel(multitrack)));
    assertThat(named).containsExactlyInAnyOrderElementsOf(settings(ChannelSettings.class));
  }

  @Test
  void drift_everySettingOfAChatRoom_isCompared() {
    ChatRoomSettings actual =
        ChatRoomSettings.builder()
            .maximumMessageLength(7)
            .maximumMessageRatePerSecond(8)
            .loggingConfigurationArns(
                List.of(
                    "arn:aws:ivschat:us-east-1:123456789012:logging-configuration/abcdefABCDEF"))
            .messageReviewHandler(
                new MessageReviewHandler(
                    "arn:aws:lambda:us-east-1:123456789012:function:review",
                    MessageReviewHandler.Fallback.DENY))
            .tags(TAGS)
            .build();

    assertThat(
            named(
                new ChatRoom("arn", "name", ChatRoomSettings.defaults()),
                new ChatRoom("arn", "name", actual)))
        .containsExactlyInAnyOrderElementsOf(settings(ChatRoomSettings.class));
  }

  @Test
  void drift_everySettingOfAStage_isCompared() {
    StageSettings actual =
        StageSettings.defaults()
            .withRecording(
                ParticipantRecording.to(
                    "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF"))
            .withTags(TAGS);

    assertThat(named(stage(StageSettings.defaults()), stage(actual)))
        .containsExactlyInAnyOrderElementsOf(settings(StageSettings.class));
  }

  @Test
  void drift_otherTags_isEmpty() {
    assertThat(
            Drift.between(
                stage(StageSettings.defaults()), stage(StageSettings.defaults().withTags(TAGS))))
        .isEmpty();
  }

  private static Channel channel(ChannelSettings settings) {
    return new Channel("arn", "name", "ingest", "playback", null, null, settings);
  }

  private static Stage stage(StageSettings settings) {
    return new Stage("arn", "name", new StageEndpoints("", "", "", ""), settings);
  }

  private static Set<String> named(AwsResource recorded, AwsResource actual) {
    Set<String> names = new LinkedHashSet<>();
    Drift.between(recorded, actual)
        .forEach(difference -> names.add(difference.replaceFirst(" is .*", "")));
    return names;
  }

  private static List<String> settings(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents())
        .map(RecordComponent::getName)
        .filter(name -> !name.equals("tags"))
        .toList();
  }
}
