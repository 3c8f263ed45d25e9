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

class RecordingConfigurationsTest extends EmulatorTest {
  @Test
  void create_withoutOptions_returnsDefaultsAndBecomesReady() {
    Answer created = create(Map.of("name", "n", "tags", Map.of("k", "v")));

    assertThat(created.text("recordingConfiguration.arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:recording-configuration/[a-zA-Z0-9]{12}");
    assertThat(created.at("recordingConfiguration.state")).isEqualTo("CREATING");
    Answer ready =
        aws.call(
            "GetRecordingConfiguration", Map.of("arn", created.text("recordingConfiguration.arn")));
    assertThat(ready.at("recordingConfiguration.state")).isEqualTo("ACTIVE");
    assertThat(ready.at("recordingConfiguration.name")).isEqualTo("n");
    assertThat(ready.at("recordingConfiguration.tags")).isEqualTo(Map.of("k", "v"));
    assertThat(ready.at("recordingConfiguration.recordingReconnectWindowSeconds")).isEqualTo(0L);
    assertThat(ready.at("recordingConfiguration.thumbnailConfiguration"))
        .isEqualTo(
            Map.of(
                "recordingMode",
                "INTERVAL",
                "targetIntervalSeconds",
                60L,
                "storage",
                List.of("SEQUENTIAL")));
    assertThat(ready.at("recordingConfiguration.renditionConfiguration"))
        .isEqualTo(Map.of("renditionSelection", "ALL", "renditions", List.of()));
  }

  @Test
  void create_givenMembers_keepsThem() {
    Map<String, Object> thumbnails =
        Map.of("recordingMode", "DISABLED", "resolution", "HD", "storage", List.of("LATEST"));
    Map<String, Object> renditions =
        Map.of("renditionSelection", "CUSTOM", "renditions", List.of("HD"));

    Answer created =
        create(
            Map.of(
                "thumbnailConfiguration", thumbnails,
                "renditionConfiguration", renditions,
                "recordingReconnectWindowSeconds", 60));

    assertThat(created.at("recordingConfiguration.thumbnailConfiguration")).isEqualTo(thumbnails);
    assertThat(created.at("recordingConfiguration.renditionConfiguration")).isEqualTo(renditions);
    assertThat(created.at("recordingConfiguration.recordingReconnectWindowSeconds")).isEqualTo(60L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "renditionConfiguration | renditionSelection | CUSTOM",
        "thumbnailConfiguration | recordingMode | DISABLED",
        "destinationConfiguration | other | x"
      })
  void create_withWhatDoesNotGoTogether_isInvalid(String structure, String member, String value) {
    Map<String, Object> given = new LinkedHashMap<>(Map.of(member, value));
    if (value.equals("DISABLED")) {
      given.put("targetIntervalSeconds", 5);
    }

    assertThat(create(Map.of(structure, given)).error()).isEqualTo("ValidationException");
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void list_returnsOldestFirst() {
    String first = arn(create(Map.of()));
    String second = arn(create(Map.of()));

    assertThat(aws.call("ListRecordingConfigurations").all("recordingConfigurations", "arn"))
        .containsExactly(first, second);
  }

  @Test
  void delete_resourceInUse_conflicts() {
    String arn = arn(create(Map.of()));
    String channel =
        aws.call("CreateChannel", Map.of("recordingConfigurationArn", arn)).text("channel.arn");

    assertThat(aws.call("DeleteRecordingConfiguration", Map.of("arn", arn)).error())
        .isEqualTo("ConflictException");

    aws.call("UpdateChannel", Map.of("arn", channel, "recordingConfigurationArn", ""));
    assertThat(aws.call("DeleteRecordingConfiguration", Map.of("arn", arn)).status())
        .isEqualTo(204);
  }

  @Test
  void create_twentyFirst_exceedsQuota() {
    for (int i = 0; i < 20; i++) {
      create(Map.of());
    }

    assertThat(create(Map.of()).error()).isEqualTo("ServiceQuotaExceededException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetRecordingConfiguration", "DeleteRecordingConfiguration"})
  void anyCall_unknownResource_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("arn", UNKNOWN_RECORDING)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void createChannel_missingRecordingConfiguration_isRejected() {
    assertThat(
            aws.call("CreateChannel", Map.of("recordingConfigurationArn", UNKNOWN_RECORDING))
                .error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(emulator.resources()).isEmpty();
  }

  private Answer create(Map<String, ?> more) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("destinationConfiguration", Map.of("s3", Map.of("bucketName", "bucket")));
    input.putAll(more);
    return aws.call("CreateRecordingConfiguration", input);
  }

  private static String arn(Answer created) {
    return created.text("recordingConfiguration.arn");
  }
}
