package io.streamcat.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The base of chat messaging tests: a room, and clients that are closed after each test. */
@Timeout(120)
abstract class ChatTest extends EmulatorTest {
  static final List<String> ALL = List.of("SEND_MESSAGE", "DELETE_MESSAGE", "DISCONNECT_USER");

  final String room = createRoom("room");
  final List<ChatClient> clients = new ArrayList<>();

  @AfterEach
  void leave() {
    clients.forEach(ChatClient::close);
  }

  ChatClient join(String userId) {
    return connect(token(room, userId, ALL));
  }

  ChatClient connect(String token) {
    ChatClient client = ChatClient.connect(emulator.chatEndpoint(), token);
    clients.add(client);
    return client;
  }

  String token(String roomArn, String userId, List<String> capabilities) {
    return aws.call(
            "CreateChatToken",
            Map.of(
                "roomIdentifier", roomArn,
                "userId", userId,
                "attributes", Map.of("name", userId),
                "capabilities", capabilities))
        .text("token");
  }
}
