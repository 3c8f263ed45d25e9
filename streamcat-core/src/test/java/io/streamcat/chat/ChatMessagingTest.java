package io.streamcat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.chat.ChatTokenRequest.ChatCapability;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.SentChatEvent;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the tokens, events and moderation of a room. */
@Guarantee("CHAT-01")
class ChatMessagingTest {

  private static final String UNKNOWN = "arn:aws:ivschat:us-east-1:123456789012:room/doesNotExist";
  private static final String MESSAGE = "abcdefABCDEF";

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final ChatRoomService rooms = streamcat.chatRoomService();
  private final String room = rooms.create("todd", ChatRoomSettings.defaults()).arn();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private RecordedRequest last() {
    List<RecordedRequest> requests = aws.emulator().requests();
    return requests.get(requests.size() - 1);
  }

  @Test
  void createToken_defaults_areAwssDefaults() {
    ChatToken token = rooms.createToken(room, ChatTokenRequest.builder("u-1").build());

    assertThat(token.value().reveal()).isNotEmpty();
    assertThat(token.connectBy()).isEqualTo(aws.time().instant().plus(Duration.ofMinutes(1)));
    assertThat(token.sessionEndsAt()).isEqualTo(aws.time().instant().plus(Duration.ofMinutes(60)));
    assertThat(last().input())
        .containsEntry("roomIdentifier", room)
        .containsEntry("userId", "u-1")
        .containsEntry("capabilities", List.of())
        .containsEntry("attributes", Map.of());
  }

  @Test
  void createToken_everything_arrives() {
    ChatToken token =
        rooms.createToken(
            room,
            ChatTokenRequest.builder("u-1")
                .session(Duration.ofHours(3))
                .capabilities(Set.of(ChatCapability.values()))
                .attributes(Map.of("name", "Tödd"))
                .build());

    assertThat(token.sessionEndsAt()).isEqualTo(aws.time().instant().plus(Duration.ofHours(3)));
    assertThat(last().input())
        .containsEntry("capabilities", List.of("DELETE_MESSAGE", "DISCONNECT_USER", "SEND_MESSAGE"))
        .containsEntry("attributes", Map.of("name", "Tödd"));
  }

  @Test
  void createToken_answerLost_issuesAnother() {
    aws.emulator().faults().add(FaultRule.responseLost("CreateChatToken"));

    ChatToken token = rooms.createToken(room, ChatTokenRequest.builder("u-1").build());

    assertThat(token.value().reveal()).isNotEmpty();
    assertThat(aws.calls("CreateChatToken")).isEqualTo(2);
  }

  @Test
  void toString_token_isHidden() {
    ChatToken token = rooms.createToken(room, ChatTokenRequest.builder("u-1").build());

    assertThat(token.toString()).doesNotContain(token.value().reveal()).contains("value=***");
  }

  @ParameterizedTest
  @EnumSource
  void capabilities_all_areKnownToAws(ChatCapability capability) {
    rooms.createToken(room, ChatTokenRequest.builder("u").capabilities(Set.of(capability)).build());

    assertThat(last().input()).containsEntry("capabilities", List.of(capability.name()));
  }

  @Test
  void roles_inOrder_haveMorePermissions() {
    assertThat(ChatRole.VIEWER.capabilities()).isEmpty();
    assertThat(ChatRole.CHATTER.capabilities()).containsExactly(ChatCapability.SEND_MESSAGE);
    assertThat(ChatRole.MODERATOR.capabilities())
        .containsExactlyInAnyOrder(
            ChatCapability.SEND_MESSAGE,
            ChatCapability.DELETE_MESSAGE,
            ChatCapability.DISCONNECT_USER);
    assertThat(ChatRole.OWNER.capabilities()).isEqualTo(ChatRole.MODERATOR.capabilities());
  }

  @Test
  void sendEvent_connectedClient_arrivesWithItsId() {
    String id = rooms.sendEvent(room, "invite", Map.of("stage", "s-1"));

    assertThat(aws.emulator().chatEvents())
        .containsExactly(
            new SentChatEvent(room, id, "invite", Map.of("stage", "s-1"), aws.time().instant()));
  }

  @Test
  void sendEvent_throttled_isSentOnce() {
    aws.emulator().faults().add(FaultRule.error("SendEvent", "ThrottlingException"));

    rooms.sendEvent(room, "invite", Map.of());

    assertThat(aws.calls("SendEvent")).isEqualTo(2);
    assertThat(aws.emulator().chatEvents()).hasSize(1);
  }

  @Test
  void sendEvent_answerLost_isNotSentAgain() {
    aws.emulator().faults().add(FaultRule.responseLost("SendEvent"));

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> rooms.sendEvent(room, "invite", Map.of()))
        .withMessageContaining("retrying could repeat it")
        .withMessageContaining(room);

    assertThat(aws.calls("SendEvent")).isEqualTo(1);
    assertThat(aws.emulator().chatEvents()).hasSize(1);
  }

  @Test
  void sendEvent_serverError_isNotSentAgain() {
    aws.emulator().faults().add(FaultRule.error("SendEvent", "InternalServerException"));

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> rooms.sendEvent(room, "invite", Map.of()));

    assertThat(aws.calls("SendEvent")).isEqualTo(1);
  }

  @Test
  void deleteMessage_withReason_sendsIdAndReason() {
    String id = rooms.deleteMessage(room, MESSAGE, "rude");

    SentChatEvent sent = aws.emulator().chatEvents().get(0);
    assertThat(sent.id()).isEqualTo(id);
    assertThat(sent.name()).isEqualTo("aws:DELETE_MESSAGE");
    assertThat(sent.attributes())
        .containsEntry("MessageId", MESSAGE)
        .containsEntry("Reason", "rude");
  }

  @Test
  void deleteMessage_answerLost_isRepeated() {
    aws.emulator().faults().add(FaultRule.responseLost("DeleteMessage"));

    rooms.deleteMessage(room, MESSAGE, null);

    assertThat(aws.emulator().chatEvents()).hasSize(2);
  }

  @Test
  void disconnectUser_withoutReason_sendsTheUserOnly() {
    rooms.disconnectUser(room, "u-1", null);

    SentChatEvent sent = aws.emulator().chatEvents().get(0);
    assertThat(sent.name()).isEqualTo("aws:DISCONNECT_USER");
    assertThat(sent.attributes()).isEqualTo(Map.of("UserId", "u-1"));
  }

  @Test
  void disconnectUser_answerLost_isRepeated() {
    aws.emulator().faults().add(FaultRule.responseLost("DisconnectUser"));

    rooms.disconnectUser(room, "u-1", "rude");

    assertThat(aws.calls("DisconnectUser")).isEqualTo(2);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        call("token", (r, arn) -> r.createToken(arn, ChatTokenRequest.builder("u").build())),
        call("event", (r, arn) -> r.sendEvent(arn, "e", Map.of())),
        call("delete", (r, arn) -> r.deleteMessage(arn, MESSAGE, null)),
        call("disconnect", (r, arn) -> r.disconnectUser(arn, "u", null)));
  }

  private interface Call {
    void on(ChatRoomService rooms, String arn);
  }

  private static Arguments call(String name, Call call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void anyCall_unknownRoom_isNotFound(String name, Call call) {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> call.on(rooms, UNKNOWN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void anyCall_arnOfAnotherKind_isRejectedBeforeSending(String name, Call call) {
    int before = aws.emulator().requests().size();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> call.on(rooms, "arn:aws:ivs:us-east-1:123456789012:channel/abcdefABCDEF"))
        .satisfies(e -> assertThat(e.field()).isEqualTo("roomArn"));

    assertThat(aws.emulator().requests()).hasSize(before);
  }

  static Stream<Arguments> atTheLimit() {
    return Stream.of(
        fits("userId", rooms -> token(rooms, b -> b, "u".repeat(128))),
        fits("session", rooms -> token(rooms, b -> b.session(Duration.ofMinutes(1)), "u")),
        fits("session", rooms -> token(rooms, b -> b.session(Duration.ofHours(3)), "u")),
        fits("attributes", rooms -> token(rooms, b -> b.attributes(bytes(1024)), "u")),
        fits("eventName", rooms -> rooms.sendEvent("e".repeat(100), Map.of())),
        fits("attributes", rooms -> rooms.sendEvent("e", bytes(1024))),
        fits("reason", rooms -> rooms.delete(MESSAGE, "r".repeat(256))),
        fits("reason", rooms -> rooms.disconnect("u", "r")));
  }

  static Stream<Arguments> beyondTheLimit() {
    return Stream.of(
        fits("userId", rooms -> token(rooms, b -> b, "")),
        fits("userId", rooms -> token(rooms, b -> b, "u".repeat(129))),
        fits("session", rooms -> token(rooms, b -> b.session(Duration.ofSeconds(90)), "u")),
        fits("session in minutes", rooms -> token(rooms, b -> b.session(Duration.ZERO), "u")),
        fits(
            "session in minutes",
            rooms -> token(rooms, b -> b.session(Duration.ofMinutes(181)), "u")),
        fits("attributes", rooms -> token(rooms, b -> b.attributes(bytes(1025)), "u")),
        fits("eventName", rooms -> rooms.sendEvent("", Map.of())),
        fits("eventName", rooms -> rooms.sendEvent("e".repeat(101), Map.of())),
        fits("attributes", rooms -> rooms.sendEvent("e", bytes(1025))),
        fits("messageId", rooms -> rooms.delete("abcdefABCDE", null)),
        fits("messageId", rooms -> rooms.delete("abcdefABCDE-", null)),
        fits("reason", rooms -> rooms.delete(MESSAGE, "")),
        fits("reason", rooms -> rooms.delete(MESSAGE, "r".repeat(257))),
        fits("userId", rooms -> rooms.disconnect("", null)),
        fits("userId", rooms -> rooms.disconnect("u".repeat(129), null)),
        fits("reason", rooms -> rooms.disconnect("u", "r".repeat(257))));
  }

  private record Room(ChatRoomService rooms, String arn) {
    void sendEvent(String name, Map<String, String> attributes) {
      rooms.sendEvent(arn, name, attributes);
    }

    void delete(String id, String reason) {
      rooms.deleteMessage(arn, id, reason);
    }

    void disconnect(String id, String reason) {
      rooms.disconnectUser(arn, id, reason);
    }
  }

  private interface Change {
    ChatTokenRequest.Builder of(ChatTokenRequest.Builder builder);
  }

  private static void token(Room room, Change change, String userId) {
    room.rooms().createToken(room.arn(), change.of(ChatTokenRequest.builder(userId)).build());
  }

  /** Returns attributes of two-byte letters, because the limit counts bytes. */
  private static Map<String, String> bytes(int count) {
    return Map.of("k", "ä".repeat((count - 1) / 2) + "x".repeat((count - 1) % 2));
  }

  private static Arguments fits(String field, Consumer<Room> call) {
    return Arguments.of(field, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("atTheLimit")
  void call_argumentsAtTheLimit_areAccepted(String field, Consumer<Room> call) {
    int before = aws.emulator().requests().size();

    call.accept(new Room(rooms, room));

    assertThat(aws.emulator().requests()).hasSize(before + 1);
    assertThat(last().status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("beyondTheLimit")
  void call_argumentsBeyondTheLimit_areRejected(String field, Consumer<Room> call) {
    int before = aws.emulator().requests().size();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> call.accept(new Room(rooms, room)))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));

    assertThat(aws.emulator().requests()).hasSize(before);
  }
}
