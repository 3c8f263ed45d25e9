package io.streamcat.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.InterceptingProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.BatchError;
import software.amazon.awssdk.services.ivs.model.BatchGetChannelResponse;

class IvsChannelServiceTest {

  private static final String UNKNOWN = "arn:aws:ivs:us-east-1:123456789012:channel/doesNotExist";

  private final EmulatedAws aws =
      new EmulatedAws(IvsEmulator.builder().streamEndDelay(Duration.ofSeconds(3)));
  private final StreamCat streamcat = aws.streamCat().build();
  private final ChannelService channels = streamcat.channelService();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void create_defaults_areAwssDefaults() {
    Channel channel = channels.create("todd", ChannelSettings.defaults());

    assertThat(channel.name()).isEqualTo("todd");
    assertThat(channel.settings().toBuilder().tags(Map.of()).build())
        .isEqualTo(ChannelSettings.defaults());
    assertThat(channel.ingestUrl()).isEqualTo("rtmps://" + channel.ingestEndpoint() + ":443/app/");
    assertThat(channel.playbackUrl()).startsWith("https://").endsWith(".m3u8");
    assertThat(channel.streamKey().value().reveal()).startsWith("sk_us-east-1_");
    assertThat(channel.srt().endpoint()).isNotEmpty();
    assertThat(channel.tags()).containsOnlyKeys("streamcat:record");
  }

  @Test
  void create_everySetting_arrives() {
    ChannelSettings settings =
        ChannelSettings.builder()
            .type(ChannelType.ADVANCED_HD)
            .latencyMode(LatencyMode.NORMAL)
            .preset(TranscodePreset.CONSTRAINED_BANDWIDTH_DELIVERY)
            .authorized(true)
            .insecureIngest(true)
            .recordingConfigurationArn(createRecordingConfiguration())
            .playbackRestrictionPolicyArn(aws.create("CreatePlaybackRestrictionPolicy", "{}"))
            .tags(Map.of("streamcat:record", "a-1", "project", "streamcat"))
            .build();

    assertThat(channels.create("todd", settings).settings()).isEqualTo(settings);
  }

  @Test
  void create_multitrack_arrives() {
    ChannelSettings settings =
        ChannelSettings.builder()
            .containerFormat(ContainerFormat.FRAGMENTED_MP4)
            .multitrackInput(
                new MultitrackInput(MultitrackInput.Policy.REQUIRE, MultitrackInput.Resolution.HD))
            .tags(Map.of("streamcat:record", "a-1"))
            .build();

    assertThat(channels.create("todd", settings).settings()).isEqualTo(settings);
  }

  @Test
  void create_illegalName_isRejectedBeforeAnyCall() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> channels.create("tödd", ChannelSettings.defaults()))
        .withMessage("name: is 'tödd' (must be letters a to z, digits, - and _)");
    assertThat(aws.emulator().requests()).isEmpty();
  }

  @Test
  void get_existingChannel_returnsItWithItsKey() {
    Channel channel = channels.create("todd", ChannelSettings.streamCat());

    assertThat(channels.get(channel.arn())).contains(channel);
    assertThat(channels.get(UNKNOWN)).isEmpty();
  }

  @Test
  void get_missingKey_isNotReportedAsMissingChannel() {
    Channel channel = channels.create("todd", ChannelSettings.streamCat());
    FaultRule keyGone = FaultRule.error("GetStreamKey", "ResourceNotFoundException");

    aws.emulator().faults().add(keyGone);
    assertThat(channels.get(channel.arn())).contains(channel);

    aws.emulator().faults().add(keyGone.times(0));
    assertThat(channels.get(channel.arn()).orElseThrow().streamKey()).isNull();
  }

  @Test
  void getAll_manyArns_returnsExistingChannelsFiftyPerCall() {
    Map<String, Channel> created =
        IntStream.range(0, 60)
            .mapToObj(i -> channels.create("todd-" + i, ChannelSettings.defaults()))
            .collect(Collectors.toMap(Channel::arn, channel -> channel));
    List<String> arns = new ArrayList<>(created.keySet());
    arns.add(UNKNOWN);
    arns.add(arns.get(0));

    Map<String, Channel> all = channels.getAll(arns);

    assertThat(all).containsOnlyKeys(created.keySet());
    assertThat(all.values())
        .allSatisfy(
            channel -> {
              assertThat(channel.settings()).isEqualTo(created.get(channel.arn()).settings());
              assertThat(channel.streamKey()).isNull();
            });
    assertThat(aws.calls("BatchGetChannel")).isEqualTo(2);
    assertThat(channels.getAll(List.of())).isEmpty();
  }

  @Test
  void getAll_batchOmitsAChannel_getsItSeparately() {
    Channel channel = channels.create("todd", ChannelSettings.defaults());
    try (IvsClient real = aws.clients().ivs();
        StreamCat forgetful =
            aws.streamCat()
                .aws(
                    a ->
                        a.ivsClient(
                            InterceptingProxy.after(
                                IvsClient.class,
                                real,
                                "batchGetChannel",
                                answer ->
                                    ((BatchGetChannelResponse) answer)
                                        .toBuilder()
                                            .channels(List.of())
                                            .errors(
                                                BatchError.builder()
                                                    .arn(channel.arn())
                                                    .code("ThrottlingException")
                                                    .build())
                                            .build())))
                .build()) {
      assertThat(forgetful.channelService().getAll(List.of(channel.arn())))
          .containsOnlyKeys(channel.arn());
    }
  }

  @Test
  void find_similarChannels_comparesNameAndTags() {
    Channel wanted = channels.create("todd", tagged("1"));
    channels.create("todd", tagged("2"));
    channels.create("toddy", tagged("1"));

    assertThat(channels.find("todd", Map.of("user", "1"))).containsExactly(wanted);
    assertThat(channels.find("todd", Map.of())).hasSize(2);
    assertThat(channels.find("todd", Map.of("user", "3"))).isEmpty();
  }

  private static ChannelSettings tagged(String user) {
    return ChannelSettings.builder().tags(Map.of("user", user)).build();
  }

  @Test
  void list_severalPages_areFetchedOnDemand() {
    IntStream.range(0, 230).forEach(i -> channels.create("todd-" + i, ChannelSettings.defaults()));

    assertThat(channels.list())
        .extracting(ResourceSummary::name)
        .doesNotHaveDuplicates()
        .hasSize(230);
    assertThat(aws.calls("ListChannels")).isEqualTo(3);
    assertThat(channels.list().limit(120)).hasSize(120);
    assertThat(aws.calls("ListChannels")).isEqualTo(5);
  }

  @Test
  void update_existingChannel_changesAndRemovesSettings() {
    Channel channel =
        channels.create(
            "todd",
            ChannelSettings.builder()
                .type(ChannelType.BASIC)
                .recordingConfigurationArn(createRecordingConfiguration())
                .tags(Map.of("streamcat:record", "a-1"))
                .build());
    ChannelSettings changed =
        ChannelSettings.builder()
            .type(ChannelType.ADVANCED_SD)
            .preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY)
            .authorized(true)
            .tags(Map.of("streamcat:record", "a-1"))
            .build();

    Channel updated = channels.update(channel.arn(), changed);

    assertThat(updated.settings()).isEqualTo(changed);
    assertThat(updated.streamKey()).isNull();
    assertThat(channels.get(channel.arn())).contains(updated.with(channel.streamKey()));
    assertThat(aws.calls("ListStreamKeys")).isEqualTo(1);
  }

  @Test
  void update_liveChannel_isAConflict() {
    Channel channel = channels.create("todd", ChannelSettings.defaults());
    aws.emulator().startStream(channel.arn());

    assertThatExceptionOfType(ResourceConflictException.class)
        .isThrownBy(() -> channels.update(channel.arn(), ChannelSettings.streamCat()));
  }

  @Test
  void update_unknownChannel_isNotFound() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> channels.update(UNKNOWN, ChannelSettings.streamCat()));
  }

  @Test
  void delete_existingChannel_deletesItAndItsKey() {
    Channel channel = channels.create("todd", ChannelSettings.defaults());

    channels.delete(channel.arn());

    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(aws.calls("StopStream")).isZero();
  }

  @Test
  void delete_unknownChannel_countsAsDone() {
    channels.delete(UNKNOWN);

    assertThat(aws.calls("DeleteChannel")).isEqualTo(1);
  }

  @Test
  void delete_liveChannel_stopsTheStreamFirst() {
    Channel channel = channels.create("todd", ChannelSettings.defaults());
    aws.emulator().startStream(channel.arn());

    channels.delete(channel.arn());

    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(aws.emulator().requests())
        .extracting(request -> request.operation())
        .containsSubsequence("DeleteChannel", "DeleteStreamKey", "StopStream", "DeleteChannel");
  }

  @Test
  void delete_endlessStream_isAConflictAtTheDeadline() {
    try (EmulatedAws stubborn =
            new EmulatedAws(IvsEmulator.builder().streamEndDelay(Duration.ofDays(1)));
        StreamCat patient = stubborn.streamCat().build()) {
      Channel channel = patient.channelService().create("todd", ChannelSettings.defaults());
      stubborn.emulator().startStream(channel.arn());

      assertThatExceptionOfType(ResourceConflictException.class)
          .isThrownBy(() -> patient.channelService().delete(channel.arn()))
          .satisfies(e -> assertThat(e.retryable()).isTrue());
    }
  }

  private String createRecordingConfiguration() {
    return aws.create(
        "CreateRecordingConfiguration",
        "{\"destinationConfiguration\": {\"s3\": {\"bucketName\": \"bucket\"}}}");
  }
}
