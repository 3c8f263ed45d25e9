package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdConfigurationsTest extends EmulatorTest {
  private static final List<Map<String, String>> PLAYBACK =
      List.of(
          Map.of(
              "playbackConfigurationArn",
              "arn:aws:mediatailor:us-east-1:123456789012:playbackConfiguration/abc"));
  private static final Map<String, Object> POST_ROLL =
      Map.of("enabled", true, "durationSeconds", 30);

  @Test
  void get_returnsCreatedResource() {
    Answer created =
        aws.call(
            "CreateAdConfiguration",
            Map.of(
                "name",
                "n",
                "mediaTailorPlaybackConfigurations",
                PLAYBACK,
                "postRollConfiguration",
                POST_ROLL,
                "tags",
                Map.of("k", "v")));

    assertThat(created.text("adConfiguration.arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:ad-configuration/[a-zA-Z0-9]{12}");
    assertThat(created.at("adConfiguration.mediaTailorPlaybackConfigurations")).isEqualTo(PLAYBACK);
    assertThat(
            aws.call("GetAdConfiguration", Map.of("arn", created.text("adConfiguration.arn")))
                .body())
        .isEqualTo(created.body());
  }

  @Test
  void create_withoutPostRoll_returnsNone() {
    assertThat(
            aws.call("GetAdConfiguration", Map.of("arn", create()))
                .at("adConfiguration.postRollConfiguration"))
        .isEqualTo(Map.of("enabled", false, "durationSeconds", 15L));
  }

  @Test
  void update_changesOnlyGivenMembers() {
    String arn = create();

    Answer updated =
        aws.call(
            "UpdateAdConfiguration",
            Map.of("arn", arn, "name", "after", "postRollConfiguration", POST_ROLL));

    assertThat(updated.at("adConfiguration.name")).isEqualTo("after");
    assertThat(updated.at("adConfiguration.postRollConfiguration.durationSeconds")).isEqualTo(30L);
    assertThat(updated.at("adConfiguration.mediaTailorPlaybackConfigurations")).isEqualTo(PLAYBACK);
  }

  @Test
  void list_returnsOldestFirst() {
    String first = create();
    String second = create();

    assertThat(aws.call("ListAdConfigurations").all("adConfigurations", "arn"))
        .containsExactly(first, second);
  }

  @Test
  void delete_resourceInUse_conflicts() {
    String arn = create();
    String channel = createChannelWith(arn);

    assertThat(aws.call("DeleteAdConfiguration", Map.of("arn", arn)).error())
        .isEqualTo("ConflictException");

    aws.call("DeleteChannel", Map.of("arn", channel));
    assertThat(aws.call("DeleteAdConfiguration", Map.of("arn", arn)).status()).isEqualTo(204);
  }

  @Test
  void create_twentyFirst_exceedsQuota() {
    for (int i = 0; i < 20; i++) {
      create();
    }

    assertThat(
            aws.call("CreateAdConfiguration", Map.of("mediaTailorPlaybackConfigurations", PLAYBACK))
                .error())
        .isEqualTo("ServiceQuotaExceededException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetAdConfiguration", "UpdateAdConfiguration", "DeleteAdConfiguration"})
  void anyCall_unknownResource_isNotFound(String operation) {
    String unknown = "arn:aws:ivs:us-east-1:123456789012:ad-configuration/unknownUNKNO";

    assertThat(aws.call(operation, Map.of("arn", unknown)).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(aws.call("CreateChannel", Map.of("adConfigurationArn", unknown)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void insertAdBreak_liveChannelWithConfiguration_returnsIdentifier() {
    String channel = createChannelWith(create());
    emulator.startStream(channel);

    assertThat(insertAdBreak(channel).text("adBreakId")).matches("[a-zA-Z0-9]{12}");
  }

  @Test
  void insertAdBreak_idleOrUnconfiguredChannel_isRejected() {
    assertThat(insertAdBreak(UNKNOWN_CHANNEL).error()).isEqualTo("ResourceNotFoundException");
    assertThat(insertAdBreak(createChannelWith(create())).error())
        .isEqualTo("ChannelNotBroadcasting");
    String plain = createChannel("plain");
    emulator.startStream(plain);
    assertThat(insertAdBreak(plain).error()).isEqualTo("ConflictException");
  }

  private String create() {
    return aws.call("CreateAdConfiguration", Map.of("mediaTailorPlaybackConfigurations", PLAYBACK))
        .text("adConfiguration.arn");
  }

  private String createChannelWith(String configuration) {
    return aws.call("CreateChannel", Map.of("adConfigurationArn", configuration))
        .text("channel.arn");
  }

  private Answer insertAdBreak(String channel) {
    return aws.call("InsertAdBreak", Map.of("channelArn", channel, "durationSeconds", 30));
  }
}
