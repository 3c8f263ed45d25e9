package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextsTest extends EmulatorTest {
  @ParameterizedTest
  @CsvSource({
    "GetChannel,arn," + UNKNOWN_CHANNEL,
    "GetRoom,identifier," + UNKNOWN_ROOM,
    "GetStage,arn," + UNKNOWN_STAGE
  })
  void error_ofAnyService_hasTextThatClientsShow(String operation, String member, String arn) {
    Answer answer = aws.call(operation, Map.of(member, arn));

    assertThat(answer.text("message")).isEqualTo("Resource: " + arn + " not found");
  }

  @ParameterizedTest
  @CsvSource({
    "TooManyRequestsException,429",
    "ExpiredTokenException,403",
    "UnrecognizedClientException,403",
    "InvalidSignatureException,403",
    "RequestExpired,400",
    "IncompleteSignature,403",
    "InvalidClientTokenId,403",
    "MissingAuthenticationTokenException,403"
  })
  void error_ofFrontDoor_canBeInjectedIntoAnyService(String error, int status) {
    for (String operation : new String[] {"CreateChannel", "CreateRoom", "CreateStage"}) {
      emulator.faults().add(FaultRule.error(operation, error));

      Answer answer = aws.call(operation);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.error()).isEqualTo(error);
      assertThat(answer.text("message")).contains("was injected by a fault rule");
    }
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void errorAfter_ofFrontDoor_comesAfterTheEffect() {
    emulator.faults().add(FaultRule.errorAfter("CreateRoom", "TooManyRequestsException"));

    assertThat(aws.call("CreateRoom").status()).isEqualTo(429);
    assertThat(emulator.resources()).hasSize(1);
  }
}
