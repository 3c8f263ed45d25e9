package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of messages in rooms. */
class ChatMessagingTest extends ChatTest {
  @Test
  void sendMessage_twoRooms_reachesOnlyMembersOfRoom() throws Exception {
    ChatClient todd = join("todd");
    ChatClient ann = join("ann");
    ChatClient elsewhere = connect(token(createRoom("other"), "eve", ALL));

    todd.send(
        "SEND_MESSAGE",
        "RequestId",
        "r1",
        "Content",
        "Grüße 🐈",
        "Attributes",
        Map.of("colour", "blue"));

    Map<String, Object> message = todd.next();
    assertThat(message.keySet())
        .containsExactly("Type", "Id", "RequestId", "Attributes", "Content", "SendTime", "Sender");
    assertThat((String) message.get("Id")).matches("[A-Za-z0-9]{12}");
    assertThat(message)
        .containsEntry("Type", "MESSAGE")
        .containsEntry("RequestId", "r1")
        .containsEntry("Content", "Grüße 🐈")
        .containsEntry("Attributes", Map.of("colour", "blue"))
        .containsEntry("SendTime", MutableClock.START.toString())
        .containsEntry("Sender", Map.of("UserId", "todd", "Attributes", Map.of("name", "todd")));
    assertThat(ann.next()).isEqualTo(message);
    elsewhere.send("SEND_MESSAGE", "Content", "alone");
    assertThat(elsewhere.next()).containsEntry("Content", "alone").doesNotContainKey("RequestId");
  }

  @Test
  void sendMessage_severalSenders_hasSameOrderForAllMembers() throws Exception {
    aws.call("UpdateRoom", Map.of("identifier", room, "maximumMessageRatePerSecond", 100));
    ChatClient todd = join("todd");
    ChatClient ann = join("ann");
    for (int i = 0; i < 40; i++) {
      todd.send("SEND_MESSAGE", "Content", "t" + i);
      ann.send("SEND_MESSAGE", "Content", "a" + i);
    }
    List<Object> heardByTodd = new ArrayList<>();
    List<Object> heardByAnn = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      heardByTodd.add(todd.next().get("Content"));
      heardByAnn.add(ann.next().get("Content"));
    }

    assertThat(heardByAnn).isEqualTo(heardByTodd);
    assertThat(heardByTodd.stream().map(String.class::cast).filter(c -> c.startsWith("t")))
        .isEqualTo(IntStream.range(0, 40).mapToObj(i -> "t" + i).toList());
  }

  @Test
  void deleteMessage_byClient_reachesAllMembers() throws Exception {
    ChatClient todd = join("todd");
    ChatClient ann = join("ann");

    todd.send("DELETE_MESSAGE", "RequestId", "r2", "Id", "message", "Reason", "rude");

    assertThat(todd.next())
        .containsEntry("Type", "EVENT")
        .containsEntry("RequestId", "r2")
        .containsEntry("EventName", "aws:DELETE_MESSAGE")
        .containsEntry(
            "Attributes", Map.of("MessageId", "message", "MessageID", "message", "Reason", "rude"))
        .containsEntry("SendTime", MutableClock.START.toString());
    assertThat(ann.next()).containsEntry("EventName", "aws:DELETE_MESSAGE");
    assertThat(emulator.chatEvents())
        .extracting(SentChatEvent::name)
        .containsExactly("aws:DELETE_MESSAGE");
  }

  @Test
  void disconnectUser_severalConnections_closesAll() throws Exception {
    ChatClient todd = join("todd");
    ChatClient ann = join("ann");
    ChatClient again = join("ann");

    todd.send("DISCONNECT_USER", "UserId", "ann");

    for (ChatClient client : List.of(ann, again)) {
      assertThat(client.next())
          .containsEntry("EventName", "aws:DISCONNECT_USER")
          .containsEntry("Attributes", Map.of("UserId", "ann"));
      assertThat(client.closeCode()).isEqualTo(1000);
    }
    todd.next();
    todd.send("SEND_MESSAGE", "Content", "still here");
    assertThat(todd.next()).containsEntry("Content", "still here");
  }

  @Test
  void sendEvent_controlPlane_reachesRoom() throws Exception {
    ChatClient todd = join("todd");

    Object id =
        aws.call(
                "SendEvent",
                Map.of(
                    "roomIdentifier", room, "eventName", "party", "attributes", Map.of("a", "b")))
            .at("id");
    assertThat(todd.next())
        .isEqualTo(
            Map.of(
                "Type",
                "EVENT",
                "Id",
                id,
                "EventName",
                "party",
                "Attributes",
                Map.of("a", "b"),
                "SendTime",
                MutableClock.START.toString()));
    aws.call("DeleteMessage", Map.of("roomIdentifier", room, "id", "AbCdEf123456"));
    assertThat(todd.next()).containsEntry("EventName", "aws:DELETE_MESSAGE");
    aws.call("DisconnectUser", Map.of("roomIdentifier", room, "userId", "todd", "reason", "rude"));
    assertThat(todd.next()).containsEntry("Attributes", Map.of("UserId", "todd", "Reason", "rude"));
    assertThat(todd.closeCode()).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource({
    "SEND_MESSAGE,Content",
    "DELETE_MESSAGE,Id",
    "DISCONNECT_USER,UserId",
  })
  void action_withoutCapability_isRejected(String action, String member) throws Exception {
    List<String> others = ALL.stream().filter(other -> !other.equals(action)).toList();
    ChatClient todd = connect(token(room, "todd", others));

    todd.send(action, "RequestId", "r3", member, "x");

    assertError(todd.next(), 403, "r3", action);
  }

  @Test
  void connect_withoutCapabilities_receivesMessages() throws Exception {
    ChatClient watcher = connect(token(room, "watcher", List.of()));
    join("todd").send("SEND_MESSAGE", "Content", "hello");

    assertThat(watcher.next()).containsEntry("Content", "hello");
  }

  @Test
  void sendMessage_lengthLimit_countsCodePoints() throws Exception {
    aws.call("UpdateRoom", Map.of("identifier", room, "maximumMessageLength", 3));
    ChatClient todd = join("todd");

    todd.send("SEND_MESSAGE", "Content", "🐈🐈🐈");
    assertThat(todd.next()).containsEntry("Content", "🐈🐈🐈");
    todd.send("SEND_MESSAGE", "RequestId", "r4", "Content", "🐈🐈🐈!");
    assertError(todd.next(), 413, "r4", "Content must have at most 3 characters");
  }

  @Test
  void sendMessage_attributesOverKilobyte_isRejected() throws Exception {
    ChatClient todd = join("todd");

    todd.send("SEND_MESSAGE", "Content", "x", "Attributes", Map.of("a", "b".repeat(1024)));

    assertError(todd.next(), 413, null, "Attributes must have at most 1024 bytes");
  }

  @Test
  void sendMessage_aboveRoomRate_isRejected() throws Exception {
    aws.call("UpdateRoom", Map.of("identifier", room, "maximumMessageRatePerSecond", 2));
    ChatClient todd = join("todd");
    for (int i = 0; i < 3; i++) {
      todd.send("SEND_MESSAGE", "RequestId", "r" + i, "Content", "x");
    }

    assertThat(todd.next()).containsEntry("RequestId", "r0");
    assertThat(todd.next()).containsEntry("RequestId", "r1");
    assertError(todd.next(), 429, "r2", "2 messages per second");
    clock.advance(Duration.ofSeconds(1));
    todd.send("SEND_MESSAGE", "Content", "again");
    assertThat(todd.next()).containsEntry("Content", "again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | The document is not valid JSON",
        "[] | not a JSON object",
        "{} | Action must be a string",
        "{'Action': 'SING'} | Action does not exist",
        "{'Action': 'SEND_MESSAGE'} | Content must be a string",
        "{'Action': 'SEND_MESSAGE', 'Content': ''} | Content must be a string that is not empty",
        "{'Action': 'SEND_MESSAGE', 'Content': 5} | Content must be a string",
        "{'Action': 'SEND_MESSAGE', 'Content': 'x', 'Attributes': 5} | Attributes must be an object",
        "{'Action': 'SEND_MESSAGE', 'Content': 'x', 'Attributes': {'a': 5}} | must be strings",
        "{'Action': 'DELETE_MESSAGE'} | Id must be a string",
        "{'Action': 'DISCONNECT_USER', 'UserId': 'x', 'Reason': 5} | Reason must be a string"
      })
  void whatMakesNoSense_isABadRequest(String frame, String message) throws Exception {
    ChatClient todd = join("todd").sendText(frame.replace('\'', '"'));

    assertError(todd.next(), 400, null, message);
    todd.send("SEND_MESSAGE", "Content", "fine");
    assertThat(todd.next()).containsEntry("Content", "fine");
  }

  private static void assertError(
      Map<String, Object> frame, long code, String requestId, String message) {
    assertThat(frame).containsEntry("Type", "ERROR").containsEntry("ErrorCode", code);
    assertThat(frame.get("RequestId")).isEqualTo(requestId);
    assertThat((String) frame.get("ErrorMessage")).contains(message);
    assertThat((String) frame.get("Id")).isNotEmpty();
  }
}
