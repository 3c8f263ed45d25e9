package io.streamcat;

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
import io.streamcat.exception.InvalidInputException;
import io.streamcat.operations.BanList;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.ParticipantRecording.Thumbnails;
import io.streamcat.realtime.StageSettings;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;

/** The limits of the API model, which the settings check with the name of the field. */
@Guarantee("PROV-07")
class SettingsTest {

  private static final String LOGGING =
      "arn:aws:ivschat:us-east-1:123456789012:logging-configuration/abcdefABCDEF";
  private static final String STORAGE =
      "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF";
  private static final String LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:review";

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(
            "preset",
            () ->
                ChannelSettings.builder()
                    .preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY)
                    .build()),
        broken(
            "recordingConfigurationArn",
            () -> ChannelSettings.builder().recordingConfigurationArn("x").build()),
        broken(
            "recordingConfigurationArn",
            () -> ChannelSettings.builder().recordingConfigurationArn("").build()),
        broken(
            "playbackRestrictionPolicyArn",
            () -> ChannelSettings.builder().playbackRestrictionPolicyArn(STORAGE).build()),
        broken("multitrackInput", () -> multitrack(ChannelType.STANDARD, ContainerFormat.TS)),
        broken(
            "multitrackInput", () -> multitrack(ChannelType.BASIC, ContainerFormat.FRAGMENTED_MP4)),
        broken("tags", () -> ChannelSettings.builder().tags(tags(51)).build()),
        broken("tags key", () -> ChannelSettings.builder().tags(Map.of("", "x")).build()),
        broken("tags key", () -> ChannelSettings.builder().tags(Map.of("a#b", "x")).build()),
        broken(
            "tags key", () -> ChannelSettings.builder().tags(Map.of("x".repeat(129), "x")).build()),
        broken(
            "tags 'a'", () -> ChannelSettings.builder().tags(Map.of("a", "x".repeat(257))).build()),
        broken("tags 'a'", () -> ChannelSettings.builder().tags(Map.of("a", "x|y")).build()),
        broken(
            "maximumMessageRatePerSecond",
            () -> ChatRoomSettings.builder().maximumMessageRatePerSecond(0).build()),
        broken(
            "maximumMessageRatePerSecond",
            () -> ChatRoomSettings.builder().maximumMessageRatePerSecond(101).build()),
        broken(
            "maximumMessageLength",
            () -> ChatRoomSettings.builder().maximumMessageLength(0).build()),
        broken(
            "maximumMessageLength",
            () -> ChatRoomSettings.builder().maximumMessageLength(501).build()),
        broken(
            "loggingConfigurationArns",
            () ->
                ChatRoomSettings.builder()
                    .loggingConfigurationArns(Collections.nCopies(4, LOGGING))
                    .build()),
        broken(
            "loggingConfigurationArns",
            () -> ChatRoomSettings.builder().loggingConfigurationArns(List.of("x")).build()),
        broken(
            "messageReviewHandler",
            () -> reviewed(new MessageReviewHandler("x", MessageReviewHandler.Fallback.ALLOW))),
        broken(
            "messageReviewHandler",
            () ->
                reviewed(
                    new MessageReviewHandler(
                        LAMBDA + "x".repeat(170), MessageReviewHandler.Fallback.ALLOW))),
        broken("storageConfigurationArn", () -> ParticipantRecording.to(LOGGING)),
        broken(
            "reconnectWindow",
            () -> ParticipantRecording.to(STORAGE).withReconnectWindow(Duration.ofSeconds(301))),
        broken(
            "segmentDuration",
            () -> ParticipantRecording.to(STORAGE).withSegmentDuration(Duration.ofSeconds(1))),
        broken(
            "segmentDuration",
            () -> ParticipantRecording.to(STORAGE).withSegmentDuration(Duration.ofSeconds(11))),
        broken("thumbnail interval", () -> thumbnails(Duration.ZERO, Thumbnails.Storage.LATEST)),
        broken(
            "thumbnail interval", () -> thumbnails(Duration.ofDays(2), Thumbnails.Storage.LATEST)),
        broken("thumbnail storage", () -> thumbnails(Duration.ofSeconds(1))),
        broken("tags", () -> StageSettings.defaults().withTags(tags(51))),
        broken("namespace", () -> builder().users(u -> u.namespace("")).build()),
        broken("namespace", () -> builder().users(u -> u.namespace("pro duction")).build()),
        broken("namespace", () -> builder().users(u -> u.namespace("x".repeat(33))).build()),
        broken("callTimeout", () -> builder().aws(a -> a.callTimeout(Duration.ZERO)).build()),
        broken(
            "operationTimeout",
            () -> builder().aws(a -> a.operationTimeout(Duration.ofSeconds(1))).build()),
        broken(
            "consistencyWindow",
            () -> builder().aws(a -> a.consistencyWindow(Duration.ofMinutes(1))).build()),
        broken(
            "reconciliationGracePeriod",
            () ->
                builder()
                    .aws(a -> a.region(Region.US_EAST_1))
                    .users(u -> u.reconciliationGracePeriod(Duration.ofSeconds(124)))
                    .build()),
        broken("username", () -> new NewUser(null, null, null, null)),
        broken("idempotencyKey", () -> NewUser.of("todd", "x").withIdempotencyKey("")));
  }

  private static StreamCatBuilder builder() {
    return StreamCat.builder()
        .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()));
  }

  private static Arguments broken(String field, Runnable setting) {
    return Arguments.of(field, setting);
  }

  @ParameterizedTest(name = "{0} ({index})")
  @MethodSource("broken")
  void build_brokenLimit_namesTheField(String field, Runnable setting) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(setting::run)
        .withMessageStartingWith(field)
        .withMessageContaining("(must be ")
        .satisfies(e -> assertThat(e.field()).startsWith(field));
  }

  @Test
  void defaults_matchAwsAndStreamCat() {
    assertThat(ChannelSettings.defaults().type()).isEqualTo(ChannelType.STANDARD);
    assertThat(ChannelSettings.defaults().latencyMode()).isEqualTo(LatencyMode.LOW);
    assertThat(ChannelSettings.streamCat().type()).isEqualTo(ChannelType.BASIC);
    assertThat(ChannelSettings.streamCat().latencyMode()).isEqualTo(LatencyMode.LOW);
    assertThat(ChatRoomSettings.defaults().maximumMessageLength()).isEqualTo(500);
    assertThat(ChatRoomSettings.defaults().maximumMessageRatePerSecond()).isEqualTo(10);
    assertThat(StageSettings.defaults().recording()).isNull();
  }

  @Test
  void toBuilder_anySettings_keepsEverySetting() {
    ChannelSettings channel = multitrack(ChannelType.STANDARD, ContainerFormat.FRAGMENTED_MP4);
    ChatRoomSettings room =
        ChatRoomSettings.builder()
            .maximumMessageLength(7)
            .maximumMessageRatePerSecond(8)
            .loggingConfigurationArns(List.of(LOGGING))
            .messageReviewHandler(
                new MessageReviewHandler(LAMBDA, MessageReviewHandler.Fallback.DENY))
            .tags(tags(2))
            .build();

    assertThat(channel.toBuilder().build()).isEqualTo(channel);
    assertThat(room.toBuilder().build()).isEqualTo(room);
  }

  private static ChannelSettings multitrack(ChannelType type, ContainerFormat format) {
    return ChannelSettings.builder()
        .type(type)
        .containerFormat(format)
        .multitrackInput(
            new MultitrackInput(MultitrackInput.Policy.ALLOW, MultitrackInput.Resolution.FULL_HD))
        .build();
  }

  private static void reviewed(MessageReviewHandler handler) {
    ChatRoomSettings.builder().messageReviewHandler(handler).build();
  }

  private static void thumbnails(Duration interval, Thumbnails.Storage... storage) {
    ParticipantRecording.to(STORAGE).withThumbnails(new Thumbnails(interval, Set.of(storage)));
  }

  private static Map<String, String> tags(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> "key" + i, i -> "value" + i));
  }
}
