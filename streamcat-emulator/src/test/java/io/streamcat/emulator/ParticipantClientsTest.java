package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParticipantClientsTest extends EmulatorTest {
  @ParameterizedTest
  @CsvSource({
    "userId,todd,client.userId must be one of [browserName",
    "browserName,<script>,client.browserName must match",
    "protocol,SRT,client.protocol must be one of"
  })
  void join_invalidClient_isRejected(String member, String value, String message) {
    String stage = createStage("s");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.participants().join(stage, "", Map.of(member, value)))
        .withMessageContaining(message);
  }

  @Test
  void join_clientOverControlApi_isShownByGetParticipant() throws JsonException {
    String stage = createStage("s");

    HttpResponse<byte[]> joined = join(stage, Map.of("browserName", "Firefox"));

    Map<String, ?> participant = Json.parseObject(joined.body());
    assertThat(aws.call("GetParticipant", participant).at("participant.browserName"))
        .isEqualTo("Firefox");
    assertThat(join(stage, "Firefox").statusCode()).isEqualTo(400);
    assertThat(join(stage, Map.of("browserName", 5)).statusCode()).isEqualTo(400);
  }

  private HttpResponse<byte[]> join(String stage, Object client) {
    return aws.exchange(
        "POST",
        "/_streamcat/participants",
        Json.write(Map.of("stageArn", stage, "client", client)));
  }
}
