package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.moderation.Fallback;
import io.streamcat.moderation.MessageReviewRequest;
import io.streamcat.moderation.MessageReviewRequest.Sender;
import io.streamcat.moderation.MessageReviewer;
import io.streamcat.moderation.ReviewBudget;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.util.List;
import java.util.Map;

/** The review of chat messages before their delivery: a word is masked, a link is denied. */
public final class MessageReview {

  private MessageReview() {}

  public static void main(String[] args) {
    MessageReviewer reviewer =
        MessageReviewer.inOrder(
            ReviewBudget.of(Fallback.DENY),
            List.of(
                MessageReviewer.denyLinks(List.of("example.com")),
                MessageReviewer.maskWords(List.of("pineapple"))));

    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));

      // From now on IVS sends each message in the room to this Lambda function.
      MessageReviewHandler function =
          new MessageReviewHandler(
              "arn:aws:lambda:us-east-1:123456789012:function:review",
              MessageReviewHandler.Fallback.DENY);
      streamcat.users().changeChatRoom(todd.id(), room -> room.messageReviewHandler(function));

      // The function does this with each message; examples/lambda has a whole one.
      Sender alice = new Sender("alice", "192.0.2.1", Map.of());
      for (String text : List.of("Hello!", "Pineapple, please", "see https://evil.test")) {
        MessageReviewRequest message =
            new MessageReviewRequest(text, "id", todd.chatRoom().arn(), Map.of(), alice);
        System.out.println(text + " -> " + reviewer.review(message).toJson(message));
      }
    }
  }
}
