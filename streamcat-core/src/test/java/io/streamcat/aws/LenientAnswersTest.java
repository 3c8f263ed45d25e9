package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.ChannelSummary;
import software.amazon.awssdk.services.ivs.model.CreateChannelResponse;
import software.amazon.awssdk.services.ivs.model.ListChannelsResponse;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivschat.model.CreateRoomResponse;
import software.amazon.awssdk.services.ivschat.model.GetRoomResponse;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.model.CreateStageResponse;

/** Answers with values that StreamCat would never request: a successful create stays a success. */
@Guarantee("AWS-04")
class LenientAnswersTest {

  private static final Map<String, String> MANY =
      IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "key#" + i, i -> "|"));

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  private Channel channel(
      UnaryOperator<software.amazon.awssdk.services.ivs.model.Channel.Builder> change) {
    try (IvsClient real = aws.clients().ivs();
        StreamCat streamcat =
            aws.streamCat()
                .aws(
                    a ->
                        a.ivsClient(
                            InterceptingProxy.after(
                                IvsClient.class,
                                real,
                                "createChannel",
                                answer -> {
                                  var created = (CreateChannelResponse) answer;
                                  return created.toBuilder()
                                      .channel(change.apply(created.channel().toBuilder()).build())
                                      .build();
                                })))
                .build()) {
      return streamcat.channelService().create("todd", ChannelSettings.defaults());
    }
  }

  private void onlyOneIsThere(String type, String arn) {
    assertThat(aws.existing(type)).extracting(resource -> resource.arn()).containsExactly(arn);
  }

  @Test
  void createChannel_multitrackOnAnotherContainer_isReturnedUnchanged() {
    Channel created =
        channel(
            c ->
                c.multitrackInputConfiguration(
                    m -> m.enabled(true).policy("ALLOW").maximumResolution("HD")));

    assertThat(created.settings().multitrackInput()).isNotNull();
    onlyOneIsThere("channel", created.arn());
    assertThatExceptionOfType(InvalidInputException.class)
        .as("no request may say so")
        .isThrownBy(() -> created.settings().toBuilder().build());
  }

  @Test
  void createChannel_moreTagsThanAllowedAndOtherCharacters_areReturned() {
    Channel created = channel(c -> c.tags(MANY));

    assertThat(created.tags()).isEqualTo(MANY);
    onlyOneIsThere("channel", created.arn());
  }

  @Test
  void createChannel_tagsWithoutValues_areOmitted() {
    Map<String, String> tags = new HashMap<>(Map.of("a", "b"));
    tags.put("c", null);

    assertThat(channel(c -> c.tags(tags)).tags()).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void createChannel_unknownConstants_areReadAsDefaults() {
    Channel created =
        channel(
            c ->
                c.type("ULTRA")
                    .latencyMode("ULTRA")
                    .containerFormat("ULTRA")
                    .multitrackInputConfiguration(
                        m -> m.enabled(true).policy("ULTRA").maximumResolution("ULTRA"))
                    .recordingConfigurationArn("arn:aws-cn:ivs:cn-north-1:1:recording/x")
                    .preset("ULTRA"));

    assertThat(created.settings().type()).isEqualTo(ChannelType.STANDARD);
    assertThat(created.settings().preset()).isEqualTo(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY);
    onlyOneIsThere("channel", created.arn());
  }

  @Test
  void createChannel_onlyTheArnPresent_isReturned() {
    Channel created =
        channel(c -> software.amazon.awssdk.services.ivs.model.Channel.builder().arn(arnOf(c)));

    assertThat(created.name()).isEmpty();
    onlyOneIsThere("channel", created.arn());
  }

  private static String arnOf(software.amazon.awssdk.services.ivs.model.Channel.Builder channel) {
    return channel.build().arn();
  }

  @Test
  void createRoom_unknownLimits_areReturned() {
    try (IvschatClient real = aws.clients().ivschat();
        StreamCat streamcat =
            aws.streamCat()
                .aws(
                    a ->
                        a.ivschatClient(
                            InterceptingProxy.after(
                                IvschatClient.class,
                                real,
                                "createRoom",
                                answer ->
                                    ((CreateRoomResponse) answer)
                                        .toBuilder()
                                            .maximumMessageLength(5_000)
                                            .maximumMessageRatePerSecond(1_000)
                                            .messageReviewHandler(h -> h.uri("arn:aws-cn:lambda:x"))
                                            .loggingConfigurationIdentifiers(
                                                "a", null, "c", "d", "e")
                                            .tags(MANY)
                                            .build())))
                .build()) {
      ChatRoom created = streamcat.chatRoomService().create("todd", ChatRoomSettings.defaults());

      assertThat(created.settings().maximumMessageLength()).isEqualTo(5_000);
      assertThat(created.settings().loggingConfigurationArns()).containsExactly("a", "c", "d", "e");
      onlyOneIsThere("room", created.arn());
    }
  }

  @Test
  void createStage_unknownRecording_isReturned() {
    try (IvsRealTimeClient real = aws.clients().ivsRealTime();
        StreamCat streamcat =
            aws.streamCat()
                .aws(
                    a ->
                        a.ivsRealTimeClient(
                            InterceptingProxy.after(
                                IvsRealTimeClient.class,
                                real,
                                "createStage",
                                answer -> {
                                  var created = (CreateStageResponse) answer;
                                  return created.toBuilder()
                                      .stage(
                                          created.stage().toBuilder()
                                              .autoParticipantRecordingConfiguration(
                                                  c ->
                                                      c.storageConfigurationArn("s3://bucket")
                                                          .recordingReconnectWindowSeconds(10_000)
                                                          .hlsConfiguration(
                                                              h ->
                                                                  h.targetSegmentDurationSeconds(
                                                                      60))
                                                          .thumbnailConfiguration(
                                                              t ->
                                                                  t.recordingMode("INTERVAL")
                                                                      .targetIntervalSeconds(0)))
                                              .tags(MANY)
                                              .build())
                                      .build();
                                })))
                .build()) {
      Stage created = streamcat.realTimeService().create("todd", StageSettings.defaults());

      assertThat(created.settings().recording()).isNotNull();
      onlyOneIsThere("stage", created.arn());
    }
  }

  @Test
  void plan_oneRoomWithIllegalSettings_continues() {
    aws.create("CreateRoom", "{\"name\": \"other\"}");
    try (IvschatClient real = aws.clients().ivschat();
        StreamCat streamcat =
            aws.streamCat()
                .aws(
                    a ->
                        a.ivschatClient(
                            InterceptingProxy.after(
                                IvschatClient.class,
                                real,
                                "getRoom",
                                answer ->
                                    ((GetRoomResponse) answer)
                                        .toBuilder()
                                            .maximumMessageLength(5_000)
                                            .tags(MANY)
                                            .build())))
                .build()) {
      String arn = aws.existing("room").get(0).arn();

      assertThat(streamcat.chatRoomService().get(arn)).isPresent();
      assertThat(streamcat.chatRoomService().find("other", Map.of())).hasSize(1);
    }
  }

  @Test
  void list_entriesWithoutNameTagsOrArn_areReadLeniently() {
    aws.create("CreateChannel", "{\"name\": \"other\"}");
    try (IvsClient real = aws.clients().ivs();
        StreamCat streamcat =
            aws.streamCat()
                .aws(
                    a ->
                        a.ivsClient(
                            InterceptingProxy.after(
                                IvsClient.class,
                                real,
                                "listChannels",
                                answer ->
                                    ((ListChannelsResponse) answer)
                                        .toBuilder()
                                            .channels(
                                                ChannelSummary.builder().arn("arn:one").build(),
                                                ChannelSummary.builder()
                                                    .name("no ARN")
                                                    .tags(MANY)
                                                    .build())
                                            .build())))
                .build()) {
      assertThat(streamcat.channelService().list())
          .containsExactly(new ResourceSummary("arn:one", "", Map.of()));
    }
  }
}
