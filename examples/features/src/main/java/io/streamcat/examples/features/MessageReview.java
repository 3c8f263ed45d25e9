package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.ChatToken;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.moderation.Fallback;
import io.streamcat.moderation.MessageReviewRequest;
import io.streamcat.moderation.MessageReviewer;
import io.streamcat.moderation.ReviewBudget;
import io.streamcat.operations.ChatViewer;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The review of chat messages before their delivery: a word is masked, a link is denied. */
public final class MessageReview {

  private MessageReview() {}

  public static void main(String[] args) throws InterruptedException {
    MessageReviewer reviewer =
        MessageReviewer.inOrder(
            ReviewBudget.of(Fallback.DENY),
            List.of(
                MessageReviewer.denyLinks(List.of("example.com")),
                MessageReviewer.maskWords(List.of("pineapple"))));
    ChatRoomSettings reviewed =
        ChatRoomSettings.builder()
            .messageReviewHandler(
                new MessageReviewHandler(
                    "arn:aws:lambda:us-east-1:123456789012:function:review",
                    MessageReviewHandler.Fallback.DENY))
            .build();

    // In AWS a Lambda function calls the reviewer. Here the emulator does.
    try (IvsEmulator emulator =
            IvsEmulator.builder()
                .messageReviewTimeout(Duration.ofSeconds(10)) // AWS waits 200 ms
                .messageReviewer(
                    json -> {
                      MessageReviewRequest request = MessageReviewRequest.parse(json);
                      return reviewer.review(request).toJson(request);
                    })
                .start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).chatRoomSettings(reviewed).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      ChatToken token =
          streamcat.chatRooms().token(todd.id(), ChatViewer.user(todd.id(), Map.of()));

      // A chat client in the room of the user.
      Inbox inbox = new Inbox();
      WebSocket client =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols(token.value().reveal())
              .buildAsync(emulator.chatEndpoint(), inbox)
              .join();

      client
          .sendText("{\"Action\":\"SEND_MESSAGE\",\"Content\":\"Pineapple, please\"}", true)
          .join();
      System.out.println("masked: " + inbox.next().contains("\"Content\":\"*********, please\""));

      client.sendText("{\"Action\":\"SEND_MESSAGE\",\"Content\":\"see evil.test/x\"}", true).join();
      System.out.println("denied: " + inbox.next().contains("links are not allowed here"));
      client.abort();
    }
  }

  /** The messages that the client receives. */
  private static final class Inbox implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      messages.add(data.toString());
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    String next() throws InterruptedException {
      return String.valueOf(messages.poll(10, TimeUnit.SECONDS));
    }
  }
}
