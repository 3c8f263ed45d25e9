package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest extends EmulatorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CreateChannel | {'name': 'a b'} | name must match",
        "CreateChannel | {'name': 5} | name must be a string",
        "CreateChannel | {'type': 'GOLDEN'} | type must be one of",
        "CreateChannel | {'authorized': 'yes'} | authorized must be true or false",
        "CreateChannel | {'tags': []} | tags must be an object",
        "CreateChannel | {'tags': {'k': null}} | tags.k must not be null",
        "CreateChannel | {'tags': {'': 'v'}} | must have between 1 and 128 characters",
        "CreateChannel | {'recordingConfigurationArn': 'arn:aws:s3'} | must match",
        "CreateChannel | {'multitrackInputConfiguration': {'policy': 'NO'}} | policy must be one of",
        "GetChannel | {} | arn is required",
        "GetChannel | {'arn': null} | arn is required",
        "BatchGetChannel | {'arns': []} | arns must have between 1 and 50 entries",
        "BatchGetChannel | {'arns': ['x']} | arns[0] must match",
        "BatchGetChannel | {'arns': 'x'} | arns must be a list",
        "ListChannels | {'maxResults': 0} | maxResults must be between 1 and 100",
        "ListChannels | {'maxResults': 1.5} | maxResults must be a whole number",
        "ListChannels | {'maxResults': 99999999999999999999} | maxResults must be a whole number",
        "CreateRoom | {'maximumMessageLength': 501} | maximumMessageLength must be between",
        "CreateRoom | {'loggingConfigurationIdentifiers': ['','','','']} | between 0 and 3 entries",
        "CreateChatToken | {'userId': 'u'} | roomIdentifier is required",
        "CreateStage | {'participantTokenConfigurations': [{'duration': 0}]} | [0].duration must be",
      })
  void anInputThatBreaksARule_isInvalidAndSaysWhichRule(
      String operation, String input, String message) {
    Operation known = ApiModel.get().operations(operation).get(0);

    Answer answer =
        aws.send(
            known, "POST", known.uri(), input.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("ValidationException");
    assertThat(answer.body().toString()).contains(message);
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void chatError_severalProblems_listsEveryField() {
    Answer answer = aws.call("CreateRoom", Map.of("name", "!", "maximumMessageLength", 0));

    assertThat(answer.at("reason")).isEqualTo("FIELD_VALIDATION_FAILED");
    assertThat(answer.all("fieldList", "name")).containsExactly("name", "maximumMessageLength");
  }

  @Test
  void input_unknownMember_isIgnored() {
    Answer answer = aws.call("CreateStage", Map.of("name", "n", "invented", Map.of("deep", 1)));

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void input_nullMember_isAbsent() {
    Answer answer = aws.call("CreateRoom", Collections.singletonMap("name", null));

    assertThat(answer.at("name")).isEqualTo("");
    assertThat(emulator.requests()).extracting(RecordedRequest::input).containsExactly(Map.of());
  }

  @Test
  void input_length_countsCodePoints() {
    String room = createRoom("r");

    assertThat(
            aws.call("CreateChatToken", Map.of("roomIdentifier", room, "userId", "🐈".repeat(128)))
                .status())
        .isEqualTo(200);
    assertThat(
            aws.call("CreateChatToken", Map.of("roomIdentifier", room, "userId", "🐈".repeat(129)))
                .status())
        .isEqualTo(400);
  }

  @Test
  void input_nestedUnknownMember_isNotReturned() {
    Answer answer =
        aws.call(
            "CreateStage",
            Map.of(
                "autoParticipantRecordingConfiguration",
                Map.of("storageConfigurationArn", createStorage(), "invented", List.of())));

    assertThat(answer.at("stage.autoParticipantRecordingConfiguration.invented")).isNull();
  }
}
