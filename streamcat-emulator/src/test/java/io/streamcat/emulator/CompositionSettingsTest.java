package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of storage configurations and encoder configurations. */
class CompositionSettingsTest extends EmulatorTest {
  @Test
  void getStorageConfiguration_returnsCreatedResource() {
    Answer created =
        aws.call(
            "CreateStorageConfiguration",
            Map.of("name", "n", "s3", Map.of("bucketName", "bucket"), "tags", Map.of("k", "v")));

    assertThat(created.text("storageConfiguration.arn"))
        .matches("arn:aws:ivs:us-east-1:123456789012:storage-configuration/[a-zA-Z0-9]{12}");
    assertThat(created.at("storageConfiguration.s3.bucketName")).isEqualTo("bucket");
    assertThat(
            aws.call(
                    "GetStorageConfiguration",
                    Map.of("arn", created.text("storageConfiguration.arn")))
                .body())
        .isEqualTo(created.body());
  }

  @Test
  void createEncoderConfiguration_returnsDefaults() {
    Answer created = aws.call("CreateEncoderConfiguration", Map.of("name", "n"));

    assertThat(created.at("encoderConfiguration.video"))
        .isEqualTo(Map.of("width", 1280L, "height", 720L, "framerate", 30L, "bitrate", 2_500_000L));
    assertThat(
            aws.call(
                    "GetEncoderConfiguration",
                    Map.of("arn", created.text("encoderConfiguration.arn")))
                .body())
        .isEqualTo(created.body());
  }

  @ParameterizedTest
  @CsvSource({
    "1920,1080,true",
    "1080,1920,true",
    "1921,1080,false",
    "1280,721,false",
    "1920,1082,false"
  })
  void createEncoderConfiguration_tooLarge_isInvalid(int width, int height, boolean valid) {
    Answer answer =
        aws.call(
            "CreateEncoderConfiguration",
            Map.of("video", Map.of("width", width, "height", height)));

    assertThat(answer.status()).isEqualTo(valid ? 200 : 400);
  }

  @Test
  void list_severalResources_returnsOldestFirst() {
    List<String> storages = List.of(createStorage(), createStorage());
    List<String> encoders = List.of(createEncoder(), createEncoder());

    assertThat(aws.call("ListStorageConfigurations").all("storageConfigurations", "arn"))
        .isEqualTo(storages);
    assertThat(aws.call("ListEncoderConfigurations").all("encoderConfigurations", "arn"))
        .isEqualTo(encoders);
  }

  @Test
  void deleteStorageConfiguration_usedByStage_conflicts() {
    String storage = createStorage();
    String stage =
        aws.call(
                "CreateStage",
                Map.of(
                    "autoParticipantRecordingConfiguration",
                    Map.of("storageConfigurationArn", storage)))
            .text("stage.arn");

    assertThat(aws.call("DeleteStorageConfiguration", Map.of("arn", storage)).error())
        .isEqualTo("ConflictException");

    aws.call("DeleteStage", Map.of("arn", stage));
    assertThat(aws.call("DeleteStorageConfiguration", Map.of("arn", storage)).status())
        .isEqualTo(200);
  }

  @Test
  void delete_resourceOfRunningComposition_conflicts() {
    String storage = createStorage();
    String encoder = createEncoder();
    String composition =
        aws.call(
                "StartComposition",
                Map.of(
                    "stageArn",
                    createStage("s"),
                    "destinations",
                    List.of(
                        Map.of(
                            "s3",
                            Map.of(
                                "storageConfigurationArn",
                                storage,
                                "encoderConfigurationArns",
                                List.of(encoder))))))
            .text("composition.arn");

    assertThat(aws.call("DeleteStorageConfiguration", Map.of("arn", storage)).error())
        .isEqualTo("ConflictException");
    assertThat(aws.call("DeleteEncoderConfiguration", Map.of("arn", encoder)).error())
        .isEqualTo("ConflictException");

    aws.call("StopComposition", Map.of("arn", composition));
    assertThat(aws.call("DeleteStorageConfiguration", Map.of("arn", storage)).status())
        .isEqualTo(200);
    assertThat(aws.call("DeleteEncoderConfiguration", Map.of("arn", encoder)).status())
        .isEqualTo(200);
  }

  @Test
  void create_oneTooMany_exceedsQuota() {
    for (int i = 0; i < 20; i++) {
      createEncoder();
    }
    for (int i = 0; i < 5; i++) {
      createStorage();
    }

    assertThat(aws.call("CreateEncoderConfiguration").error())
        .isEqualTo("ServiceQuotaExceededException");
    assertThat(
            aws.call("CreateStorageConfiguration", Map.of("s3", Map.of("bucketName", "bucket")))
                .error())
        .isEqualTo("ServiceQuotaExceededException");
  }

  @ParameterizedTest
  @CsvSource({
    "GetStorageConfiguration," + UNKNOWN_STORAGE,
    "DeleteStorageConfiguration," + UNKNOWN_STORAGE,
    "GetEncoderConfiguration," + UNKNOWN_ENCODER,
    "DeleteEncoderConfiguration," + UNKNOWN_ENCODER
  })
  void anyCall_unknownResource_isNotFound(String operation, String arn) {
    assertThat(aws.call(operation, Map.of("arn", arn)).error())
        .isEqualTo("ResourceNotFoundException");
  }
}
