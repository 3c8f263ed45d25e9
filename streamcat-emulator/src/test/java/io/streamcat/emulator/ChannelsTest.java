package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest extends EmulatorTest {
  private static final Map<String, Object> MULTITRACK =
      Map.of("enabled", true, "policy", "REQUIRE", "maximumResolution", "HD");

  @Test
  void createChannel_withoutInput_returnsDefaults() {
    Answer answer = aws.call("CreateChannel");

    Map<Object, Object> channel = new LinkedHashMap<>((Map<?, ?>) answer.at("channel"));
    channel.keySet().removeAll(List.of("arn", "ingestEndpoint", "playbackUrl", "srt"));
    assertThat(channel)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("name", ""),
                Map.entry("latencyMode", "LOW"),
                Map.entry("type", "STANDARD"),
                Map.entry("authorized", false),
                Map.entry("insecureIngest", false),
                Map.entry("preset", ""),
                Map.entry("recordingConfigurationArn", ""),
                Map.entry("playbackRestrictionPolicyArn", ""),
                Map.entry("adConfigurationArn", ""),
                Map.entry("containerFormat", "TS"),
                Map.entry("tags", Map.of()),
                Map.entry(
                    "multitrackInputConfiguration",
                    Map.of("enabled", false, "policy", "ALLOW", "maximumResolution", "FULL_HD"))));
  }

  @Test
  void createChannel_anyInput_returnsDocumentedArnAndEndpoints() {
    Answer answer = aws.call("CreateChannel");

    String arn = answer.text("channel.arn");
    assertThat(arn).matches("arn:aws:ivs:us-east-1:123456789012:channel/[a-zA-Z0-9]{12}");
    assertThat(answer.text("channel.ingestEndpoint"))
        .matches("[a-f0-9]{12}\\.global-contribute\\.live-video\\.net");
    assertThat(answer.text("channel.playbackUrl"))
        .matches(
            "https://[a-f0-9]{12}\\.us-east-1\\.playback\\.live-video\\.net"
                + "/api/video/v1/us-east-1\\.123456789012\\.channel\\."
                + arn.substring(arn.length() - 12)
                + "\\.m3u8");
    assertThat(answer.text("channel.srt.endpoint")).endsWith(".srt.live-video.net");
    assertThat(answer.text("channel.srt.passphrase")).hasSize(70);
  }

  @Test
  void createChannel_anyInput_createsStreamKey() {
    Answer answer = aws.call("CreateChannel", Map.of("tags", Map.of("of", "channel")));

    assertThat(answer.text("streamKey.arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:stream-key/[a-zA-Z0-9]{12}");
    assertThat(answer.text("streamKey.value"))
        .matches("sk_us-east-1_[a-zA-Z0-9]{12}_[a-zA-Z0-9]{23}");
    assertThat(answer.at("streamKey.channelArn")).isEqualTo(answer.at("channel.arn"));
    assertThat(answer.at("streamKey.tags")).isEqualTo(Map.of());
  }

  @Test
  void createChannel_existingName_createsAnother() {
    assertThat(createChannel("twin")).isNotEqualTo(createChannel("twin"));
  }

  @Test
  void createChannel_advancedType_returnsDefaultPreset() {
    assertThat(aws.call("CreateChannel", Map.of("type", "ADVANCED_HD")).at("channel.preset"))
        .isEqualTo("HIGHER_BANDWIDTH_DELIVERY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BASIC", "STANDARD"})
  void createChannel_withPresetForAnotherType_isInvalid(String type) {
    Answer answer =
        aws.call("CreateChannel", Map.of("type", type, "preset", "CONSTRAINED_BANDWIDTH_DELIVERY"));

    assertThat(answer.error()).isEqualTo("ValidationException");
  }

  @Test
  void createChannel_withMultitrack_returnsIt() {
    Answer answer =
        aws.call(
            "CreateChannel",
            Map.of(
                "containerFormat", "FRAGMENTED_MP4", "multitrackInputConfiguration", MULTITRACK));

    assertThat(answer.at("channel.multitrackInputConfiguration")).isEqualTo(MULTITRACK);
  }

  @ParameterizedTest
  @CsvSource({"STANDARD,TS", "BASIC,FRAGMENTED_MP4"})
  void createChannel_withContradictoryMultitrack_isInvalid(String type, String format) {
    Answer answer =
        aws.call(
            "CreateChannel",
            Map.of(
                "type", type,
                "containerFormat", format,
                "multitrackInputConfiguration", MULTITRACK));

    assertThat(answer.error()).isEqualTo("ValidationException");
  }

  @Test
  void createChannel_withIncompleteMultitrack_isInvalid() {
    Answer answer =
        aws.call(
            "CreateChannel",
            Map.of(
                "containerFormat",
                "FRAGMENTED_MP4",
                "multitrackInputConfiguration",
                Map.of("enabled", true)));

    assertThat(answer.error()).isEqualTo("ValidationException");
  }

  @Test
  void getChannel_returnsCreatedResource() {
    Answer created = aws.call("CreateChannel", Map.of("name", "n", "tags", Map.of("k", "v")));

    Answer got = aws.call("GetChannel", Map.of("arn", created.text("channel.arn")));

    assertThat(got.at("channel")).isEqualTo(created.at("channel"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetChannel", "UpdateChannel", "DeleteChannel"})
  void anyCall_unknownChannel_isNotFound(String operation) {
    Answer answer = aws.call(operation, Map.of("arn", UNKNOWN_CHANNEL));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void batchGetChannel_someMissing_returnsChannelsAndErrors() {
    String arn = createChannel("known");

    Answer answer = aws.call("BatchGetChannel", Map.of("arns", List.of(UNKNOWN_CHANNEL, arn, arn)));

    assertThat(answer.all("channels", "arn")).containsExactly(arn);
    assertThat(answer.all("errors", "arn")).containsExactly(UNKNOWN_CHANNEL);
    assertThat(answer.all("errors", "code")).containsExactly("ResourceNotFoundException");
  }

  @Test
  void listChannels_byName_matchesExactly() {
    String arn = createChannel("todd");
    createChannel("todd2");

    Answer answer = aws.call("ListChannels", Map.of("filterByName", "todd"));

    assertThat(answer.all("channels", "arn")).containsExactly(arn);
  }

  @Test
  void listChannels_byRecordingConfiguration_returnsOnlyItsChannels() {
    String recording =
        aws.call(
                "CreateRecordingConfiguration",
                Map.of("destinationConfiguration", Map.of("s3", Map.of("bucketName", "bucket"))))
            .text("recordingConfiguration.arn");
    createChannel("other");
    String arn =
        aws.call("CreateChannel", Map.of("recordingConfigurationArn", recording))
            .text("channel.arn");

    Answer answer =
        aws.call("ListChannels", Map.of("filterByRecordingConfigurationArn", recording));

    assertThat(answer.all("channels", "arn")).containsExactly(arn);
  }

  @Test
  void listChannels_byNameAndRecordingConfiguration_isRejected() {
    Answer answer =
        aws.call(
            "ListChannels",
            Map.of("filterByName", "a", "filterByRecordingConfigurationArn", UNKNOWN_RECORDING));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.error()).isEqualTo("ConflictException");
  }

  @Test
  void listChannels_taggedChannel_returnsTags() {
    aws.call("CreateChannel", Map.of("tags", Map.of("k", "v")));

    assertThat(aws.call("ListChannels").all("channels", "tags")).containsExactly(Map.of("k", "v"));
  }

  @Test
  void updateChannel_changesOnlyGivenMembers() {
    Answer created = aws.call("CreateChannel", Map.of("name", "before", "latencyMode", "NORMAL"));
    String arn = created.text("channel.arn");

    aws.call("UpdateChannel", Map.of("arn", arn, "name", "after", "authorized", true));

    Answer got = aws.call("GetChannel", Map.of("arn", arn));
    assertThat(got.at("channel.name")).isEqualTo("after");
    assertThat(got.at("channel.authorized")).isEqualTo(true);
    assertThat(got.at("channel.latencyMode")).isEqualTo("NORMAL");
    assertThat(got.at("channel.playbackUrl")).isEqualTo(created.at("channel.playbackUrl"));
  }

  @Test
  void updateChannel_toTypeWithoutPreset_dropsPreset() {
    String arn = aws.call("CreateChannel", Map.of("type", "ADVANCED_SD")).text("channel.arn");

    Answer updated = aws.call("UpdateChannel", Map.of("arn", arn, "type", "BASIC"));

    assertThat(updated.at("channel.preset")).isEqualTo("");
  }

  @Test
  void deleteChannel_withStreamKeys_deletesThem() {
    Answer created = aws.call("CreateChannel");

    assertThat(aws.call("DeleteChannel", Map.of("arn", created.text("channel.arn"))).status())
        .isEqualTo(204);

    assertThat(aws.call("GetStreamKey", Map.of("arn", created.text("streamKey.arn"))).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(emulator.resources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UpdateChannel", "DeleteChannel"})
  void anyChange_liveChannel_conflicts(String operation) {
    String arn = createChannel("live");
    emulator.startStream(arn);

    Answer answer = aws.call(operation, Map.of("arn", arn));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.error()).isEqualTo("ConflictException");
  }
}
