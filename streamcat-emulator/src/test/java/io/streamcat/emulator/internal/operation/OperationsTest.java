package io.streamcat.emulator.internal.operation;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.testing.Guarantee;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Guarantee("EMU-01")
class OperationsTest {
  private static final Operation GET_CHANNEL = ApiModel.get().operations("GetChannel").get(0);
  private static final Operation LIST_ROOMS = ApiModel.get().operations("ListRooms").get(0);

  @Test
  void write_outputAgainstModel_throws() {
    assertRejected(Map.of("channel", "c"), "channel", "must be an object");
    assertRejected(Map.of("channel", Map.of("type", "BIG")), "channel.type", "must be one of");
    assertRejected(Map.of("channel", Map.of("authorized", "no")), "channel.authorized", "true or");
    assertRejected(
        Map.of("channel", Map.of("arn", "arn:aws:ivs:us-east-1:1:stage/a")),
        "channel.arn",
        "must match");
  }

  private static void assertRejected(Map<String, Object> output, String path, String rule) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Operations.write(GET_CHANNEL, output))
        .withMessageContainingAll("ivs GetChannel", path, rule);
  }

  @Test
  void write_missingRequiredMember_throws() {
    assertThatThrownBy(() -> Operations.write(LIST_ROOMS, Map.of("nextToken", "t")))
        .hasMessageContaining("rooms");
  }

  @Test
  void write_timeNotIso8601_throws() {
    assertThatThrownBy(
            () ->
                Operations.write(
                    LIST_ROOMS, Map.of("rooms", List.of(Map.of("createTime", 1_900_000_000)))))
        .hasMessageContaining("createTime");
  }
}
