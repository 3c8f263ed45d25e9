package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest extends EmulatorTest {
  @Test
  void createChatToken_byDefault_lastsMinuteWithSessionOfHour() {
    Answer answer =
        aws.call("CreateChatToken", Map.of("roomIdentifier", createRoom("r"), "userId", "todd"));

    assertThat(answer.text("token")).isNotEmpty();
    assertThat(answer.at("tokenExpirationTime"))
        .isEqualTo(MutableClock.START.plusSeconds(60).toString());
    assertThat(answer.at("sessionExpirationTime"))
        .isEqualTo(MutableClock.START.plus(Duration.ofHours(1)).toString());
  }

  @Test
  void createChatToken_withDuration_appliesIt() {
    Answer answer =
        aws.call(
            "CreateChatToken",
            Map.of(
                "roomIdentifier",
                createRoom("r"),
                "userId",
                "todd",
                "sessionDurationInMinutes",
                180,
                "capabilities",
                List.of("SEND_MESSAGE")));

    assertThat(answer.at("sessionExpirationTime"))
        .isEqualTo(MutableClock.START.plus(Duration.ofHours(3)).toString());
  }

  @Test
  void createChatToken_forUnknownRoom_isNotFound() {
    assertThat(
            aws.call("CreateChatToken", Map.of("roomIdentifier", UNKNOWN_ROOM, "userId", "todd"))
                .error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void createParticipantToken_byDefault_lastsTwelveHoursWithAllCapabilities() {
    Answer answer = aws.call("CreateParticipantToken", Map.of("stageArn", createStage("s")));

    assertThat(answer.at("participantToken.duration")).isEqualTo(720L);
    assertThat(answer.at("participantToken.capabilities"))
        .isEqualTo(List.of("PUBLISH", "SUBSCRIBE"));
    assertThat(answer.at("participantToken.expirationTime"))
        .isEqualTo(MutableClock.START.plus(Duration.ofHours(12)).toString());
  }

  @Test
  void createParticipantToken_any_hasClaimsOfAws() throws JsonException {
    String stage = createStage("s");

    Answer answer =
        aws.call(
            "CreateParticipantToken",
            Map.of(
                "stageArn",
                stage,
                "userId",
                "todd",
                "duration",
                1,
                "capabilities",
                List.of("SUBSCRIBE"),
                "attributes",
                Map.of("k", "v")));

    String payload = answer.text("participantToken.token").split("\\.", -1)[1];
    Map<String, ?> claims = Json.parseObject(Base64.getUrlDecoder().decode(payload));
    assertThat(claims.get("jti")).isEqualTo(answer.at("participantToken.participantId"));
    assertThat(claims.get("resource")).isEqualTo(stage);
    assertThat(claims.get("user_id")).isEqualTo("todd");
    assertThat(claims.get("attributes")).isEqualTo(Map.of("k", "v"));
    assertThat(claims.get("exp")).isEqualTo(MutableClock.START.plusSeconds(60).getEpochSecond());
    assertThat(claims.get("capabilities"))
        .isEqualTo(Map.of("allow_publish", false, "allow_subscribe", true));
  }

  @Test
  void createParticipantToken_forUnknownStage_isNotFound() {
    assertThat(aws.call("CreateParticipantToken", Map.of("stageArn", UNKNOWN_STAGE)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateChatToken", "CreateParticipantToken", "CreateStage"})
  void anyToken_withAttributesOverKilobyte_isInvalid(String operation) {
    Map<String, ?> attributes = Map.of("k", "ä".repeat(512));

    Answer answer =
        aws.call(
            operation,
            Map.of(
                "roomIdentifier", UNKNOWN_ROOM,
                "stageArn", UNKNOWN_STAGE,
                "userId", "todd",
                "attributes", attributes,
                "participantTokenConfigurations", List.of(Map.of("attributes", attributes))));

    assertThat(answer.error()).isEqualTo("ValidationException");
  }
}
