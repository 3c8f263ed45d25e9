package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatEventsTest extends EmulatorTest {
  private final String room = createRoom("r");

  @Test
  void sendEvent_isRecorded() {
    Answer answer =
        aws.call(
            "SendEvent",
            Map.of("roomIdentifier", room, "eventName", "invite", "attributes", Map.of("k", "v")));

    assertThat(answer.text("id")).matches("[a-zA-Z0-9]{12}");
    assertThat(emulator.chatEvents())
        .containsExactly(
            new SentChatEvent(
                room, answer.text("id"), "invite", Map.of("k", "v"), MutableClock.START));
  }

  @Test
  void deleteMessage_withReason_sendsIdAndReason() {
    aws.call(
        "DeleteMessage", Map.of("roomIdentifier", room, "id", "abcdefABCDEF", "reason", "rude"));

    SentChatEvent event = emulator.chatEvents().get(0);
    assertThat(event.name()).isEqualTo("aws:DELETE_MESSAGE");
    assertThat(event.attributes())
        .isEqualTo(
            Map.of("MessageID", "abcdefABCDEF", "MessageId", "abcdefABCDEF", "Reason", "rude"));
  }

  @Test
  void disconnectUser_withReason_sendsUserId() {
    assertThat(aws.call("DisconnectUser", Map.of("roomIdentifier", room, "userId", "todd")).body())
        .isEmpty();

    SentChatEvent event = emulator.chatEvents().get(0);
    assertThat(event.name()).isEqualTo("aws:DISCONNECT_USER");
    assertThat(event.attributes()).isEqualTo(Map.of("UserId", "todd"));
  }

  @Test
  void sendEvent_attributesOverKilobyte_isInvalid() {
    assertThat(
            aws.call(
                    "SendEvent",
                    Map.of(
                        "roomIdentifier",
                        room,
                        "eventName",
                        "e",
                        "attributes",
                        Map.of("k", "ä".repeat(512))))
                .error())
        .isEqualTo("ValidationException");
    assertThat(emulator.chatEvents()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"SendEvent,eventName,e", "DeleteMessage,id,abcdefABCDEF", "DisconnectUser,userId,u"})
  void anyCall_toUnknownRoom_isNotFound(String operation, String member, String value) {
    Map<String, Object> input = new HashMap<>(Map.of(member, value));
    input.put("roomIdentifier", UNKNOWN_ROOM);

    Answer answer = aws.call(operation, input);

    assertThat(answer.error()).isEqualTo("ResourceNotFoundException");
    assertThat(emulator.chatEvents()).isEmpty();
  }

  @Test
  void reset_removesEvents() {
    aws.call("DisconnectUser", Map.of("roomIdentifier", room, "userId", "todd"));

    emulator.reset();

    assertThat(emulator.chatEvents()).isEmpty();
  }
}
