package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomsTest extends EmulatorTest {
  private static final String LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:review";

  @Test
  void createRoom_withoutInput_returnsDefaults() {
    Answer room = aws.call("CreateRoom");

    assertThat(room.text("arn")).matches("arn:aws:ivschat:us-east-1:123456789012:room/\\w{12}");
    assertThat(room.text("arn")).endsWith("/" + room.text("id"));
    assertThat(room.at("maximumMessageRatePerSecond")).isEqualTo(10L);
    assertThat(room.at("maximumMessageLength")).isEqualTo(500L);
    assertThat(room.at("messageReviewHandler")).isNull();
    assertThat(room.at("createTime")).isEqualTo(MutableClock.START.toString());
    assertThat(room.at("updateTime")).isEqualTo(room.at("createTime"));
  }

  @Test
  void createRoom_withHandler_returnsDefaultFallback() {
    Answer room = aws.call("CreateRoom", Map.of("messageReviewHandler", Map.of("uri", LAMBDA)));

    assertThat(room.at("messageReviewHandler"))
        .isEqualTo(Map.of("uri", LAMBDA, "fallbackResult", "ALLOW"));
  }

  @Test
  void getRoom_returnsCreatedResource() {
    String logging = createLogging();
    Answer created =
        aws.call(
            "CreateRoom",
            Map.of(
                "name", "n",
                "tags", Map.of("k", "v"),
                "loggingConfigurationIdentifiers", List.of(logging)));

    assertThat(aws.call("GetRoom", Map.of("identifier", created.text("arn"))).body())
        .isEqualTo(created.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetRoom", "UpdateRoom", "DeleteRoom"})
  void anyCall_unknownRoom_isNotFound(String operation) {
    Answer answer = aws.call(operation, Map.of("identifier", UNKNOWN_ROOM));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("resourceId")).isEqualTo("unknownUNKNO");
    assertThat(answer.at("resourceType")).isEqualTo("ROOM");
  }

  @Test
  void anyCall_idInsteadOfArn_isInvalid() {
    assertThat(aws.call("GetRoom", Map.of("identifier", "abcdefABCDEF")).error())
        .isEqualTo("ValidationException");
  }

  @Test
  void updateRoom_changesOnlyGivenMembersAndUpdateTime() {
    Answer created = aws.call("CreateRoom", Map.of("name", "n", "maximumMessageLength", 9));
    clock.advance(Duration.ofSeconds(1));

    Answer updated =
        aws.call(
            "UpdateRoom",
            Map.of("identifier", created.text("arn"), "maximumMessageRatePerSecond", 3));

    assertThat(updated.at("name")).isEqualTo("n");
    assertThat(updated.at("maximumMessageLength")).isEqualTo(9L);
    assertThat(updated.at("maximumMessageRatePerSecond")).isEqualTo(3L);
    assertThat(updated.at("createTime")).isEqualTo(created.at("createTime"));
    assertThat(updated.at("updateTime")).isEqualTo(MutableClock.START.plusSeconds(1).toString());
  }

  @Test
  void updateRoom_withEmptyHandlerUri_leavesHandlerWithoutUri() {
    String arn =
        aws.call("CreateRoom", Map.of("messageReviewHandler", Map.of("uri", LAMBDA))).text("arn");

    Answer updated =
        aws.call(
            "UpdateRoom", Map.of("identifier", arn, "messageReviewHandler", Map.of("uri", "")));

    assertThat(updated.at("messageReviewHandler"))
        .isEqualTo(Map.of("fallbackResult", "ALLOW", "uri", ""));
    assertThat(aws.call("GetRoom", Map.of("identifier", arn)).at("messageReviewHandler.uri"))
        .isEqualTo("");
  }

  @Test
  void updateRoom_withEmptyHandlerUri_hasNoHandlerIfThereWasNone() {
    String arn = createRoom("room");

    Answer updated =
        aws.call(
            "UpdateRoom", Map.of("identifier", arn, "messageReviewHandler", Map.of("uri", "")));

    assertThat(updated.at("messageReviewHandler")).isNull();
  }

  @Test
  void updateRoom_withOnlyFallback_keepsHandler() {
    String arn =
        aws.call("CreateRoom", Map.of("messageReviewHandler", Map.of("uri", LAMBDA))).text("arn");

    Answer updated =
        aws.call(
            "UpdateRoom",
            Map.of("identifier", arn, "messageReviewHandler", Map.of("fallbackResult", "DENY")));

    assertThat(updated.at("messageReviewHandler"))
        .isEqualTo(Map.of("uri", LAMBDA, "fallbackResult", "DENY"));
  }

  @Test
  void deleteRoom_existing_removesIt() {
    String arn = createRoom("room");

    assertThat(aws.call("DeleteRoom", Map.of("identifier", arn)).status()).isEqualTo(204);

    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void listRooms_severalRooms_returnsLatestUpdateFirst() {
    String first = createRoom("first");
    String second = createRoom("second");
    aws.call("UpdateRoom", Map.of("identifier", first, "name", "updated"));

    assertThat(aws.call("ListRooms").all("rooms", "arn")).containsExactly(first, second);
  }

  @Test
  void listRooms_byName_matchesExactly() {
    createRoom("todd2");
    String arn = createRoom("todd");

    assertThat(aws.call("ListRooms", Map.of("name", "todd")).all("rooms", "arn"))
        .containsExactly(arn);
  }

  @Test
  void listRooms_byHandler_returnsOnlyItsRooms() {
    createRoom("plain");
    String arn =
        aws.call("CreateRoom", Map.of("messageReviewHandler", Map.of("uri", LAMBDA))).text("arn");

    assertThat(aws.call("ListRooms", Map.of("messageReviewHandlerUri", LAMBDA)).all("rooms", "arn"))
        .containsExactly(arn);
  }

  @Test
  void listRooms_byLoggingConfiguration_returnsOnlyItsRooms() {
    String logging = createLogging();
    createRoom("plain");
    String arn =
        aws.call("CreateRoom", Map.of("loggingConfigurationIdentifiers", List.of(logging)))
            .text("arn");

    assertThat(
            aws.call("ListRooms", Map.of("loggingConfigurationIdentifier", logging))
                .all("rooms", "arn"))
        .containsExactly(arn);
  }

  private String createLogging() {
    return aws.call(
            "CreateLoggingConfiguration",
            Map.of("destinationConfiguration", Map.of("s3", Map.of("bucketName", "bucket"))))
        .text("arn");
  }
}
