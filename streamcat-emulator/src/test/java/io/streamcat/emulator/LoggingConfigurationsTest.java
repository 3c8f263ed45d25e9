package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingConfigurationsTest extends EmulatorTest {
  private static final Map<String, Object> S3 = Map.of("s3", Map.of("bucketName", "bucket"));
  private static final Map<String, Object> LOGS =
      Map.of("cloudWatchLogs", Map.of("logGroupName", "group"));

  @Test
  void create_valid_isActiveImmediately() {
    Answer created =
        aws.call(
            "CreateLoggingConfiguration",
            Map.of("name", "n", "destinationConfiguration", S3, "tags", Map.of("k", "v")));

    assertThat(created.text("arn"))
        .matches("arn:aws:ivschat:us-east-1:123456789012:logging-configuration/[a-zA-Z0-9]{12}")
        .endsWith("/" + created.text("id"));
    assertThat(created.at("state")).isEqualTo("ACTIVE");
    assertThat(created.at("destinationConfiguration")).isEqualTo(S3);
    assertThat(created.at("createTime")).isEqualTo(MutableClock.START.toString());
    assertThat(
            aws.call("GetLoggingConfiguration", Map.of("identifier", created.text("arn"))).body())
        .isEqualTo(created.body());
  }

  @Test
  void create_notExactlyOneDestination_isInvalid() {
    Map<String, Object> both = new HashMap<>(S3);
    both.putAll(LOGS);

    for (Map<String, ?> destinations : List.of(Map.<String, Object>of(), both)) {
      Answer answer =
          aws.call("CreateLoggingConfiguration", Map.of("destinationConfiguration", destinations));

      assertThat(answer.error()).isEqualTo("ValidationException");
      assertThat(answer.all("fieldList", "name")).containsExactly("destinationConfiguration");
    }
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void update_changesOnlyGivenMembersAndUpdateTime() {
    String arn = create();
    clock.advance(Duration.ofSeconds(1));

    Answer updated =
        aws.call(
            "UpdateLoggingConfiguration",
            Map.of("identifier", arn, "destinationConfiguration", LOGS));

    assertThat(updated.at("name")).isEqualTo("n");
    assertThat(updated.at("destinationConfiguration")).isEqualTo(LOGS);
    assertThat(updated.at("createTime")).isEqualTo(MutableClock.START.toString());
    assertThat(updated.at("updateTime")).isEqualTo(MutableClock.START.plusSeconds(1).toString());
  }

  @Test
  void list_returnsOldestFirst() {
    String first = create();
    String second = create();

    assertThat(aws.call("ListLoggingConfigurations").all("loggingConfigurations", "arn"))
        .containsExactly(first, second);
  }

  @Test
  void delete_usedByRoom_conflicts() {
    String arn = create();
    String room =
        aws.call("CreateRoom", Map.of("loggingConfigurationIdentifiers", List.of(arn))).text("arn");

    assertThat(aws.call("DeleteLoggingConfiguration", Map.of("identifier", arn)).error())
        .isEqualTo("ConflictException");

    aws.call(
        "UpdateRoom", Map.of("identifier", room, "loggingConfigurationIdentifiers", List.of()));
    assertThat(aws.call("DeleteLoggingConfiguration", Map.of("identifier", arn)).status())
        .isEqualTo(204);
  }

  @Test
  void create_eleventh_exceedsQuota() {
    for (int i = 0; i < 10; i++) {
      create();
    }

    Answer answer = aws.call("CreateLoggingConfiguration", Map.of("destinationConfiguration", S3));

    assertThat(answer.error()).isEqualTo("ServiceQuotaExceededException");
    assertThat(answer.at("limit")).isEqualTo(10L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetLoggingConfiguration",
        "UpdateLoggingConfiguration",
        "DeleteLoggingConfiguration"
      })
  void anyCall_ofAnUnknownOne_isNotFound(String operation) {
    assertThat(aws.call(operation, Map.of("identifier", UNKNOWN_LOGGING)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void createRoom_missingLoggingConfiguration_isRejected() {
    String room = createRoom("r");
    List<String> unknown = List.of(UNKNOWN_LOGGING);

    assertThat(aws.call("CreateRoom", Map.of("loggingConfigurationIdentifiers", unknown)).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(
            aws.call(
                    "UpdateRoom",
                    Map.of("identifier", room, "loggingConfigurationIdentifiers", unknown))
                .error())
        .isEqualTo("ResourceNotFoundException");
  }

  private String create() {
    return aws.call(
            "CreateLoggingConfiguration", Map.of("name", "n", "destinationConfiguration", S3))
        .text("arn");
  }
}
