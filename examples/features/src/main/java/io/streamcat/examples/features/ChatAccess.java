package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.chat.ChatRole;
import io.streamcat.chat.ChatToken;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.operations.ChatViewer;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;

/** The admission of a user to a chat room, and the connection of a chat client. */
public final class ChatAccess {

  private ChatAccess() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      User alice = streamcat.users().provision(NewUser.withId("alice"));

      // Everyone in the room sees the attributes, and the role.
      ChatViewer viewer = ChatViewer.user(alice.id(), Map.of("name", "Alice"));
      ChatToken token = streamcat.chatRooms().token(todd.id(), viewer, ChatRole.CHATTER);
      System.out.println("token: " + token.value()); // hidden in logs

      // A browser does this with Amazon's chat client. With AWS, the address is
      // todd.chatRoom().messagingEndpoint().
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols(token.value().reveal())
              .buildAsync(emulator.chatEndpoint(), new WebSocket.Listener() {})
              .join();
      System.out.println("connected: " + !socket.isOutputClosed());
      socket.abort();

      // A guest may read. Only registered users can be moderators.
      try {
        streamcat.chatRooms().token(todd.id(), ChatViewer.guest(), ChatRole.MODERATOR);
      } catch (InvalidInputException e) {
        System.out.println("rejected: " + e.field());
      }
    }
  }
}
