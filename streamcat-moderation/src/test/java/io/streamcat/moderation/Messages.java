package io.streamcat.moderation;

import io.streamcat.moderation.MessageReviewRequest.Sender;
import java.util.Map;

/** Sample messages to review. */
final class Messages {

  static final String ROOM = "arn:aws:ivschat:us-east-1:123456789012:room/abcdefABCDEF";

  private Messages() {}

  static MessageReviewRequest message(String content) {
    return message(content, "alice", ROOM);
  }

  static MessageReviewRequest message(String content, String userId, String room) {
    return new MessageReviewRequest(
        content,
        "ABCDEFabcdef",
        room,
        Map.of("color", "red"),
        new Sender(userId, "192.0.2.1", Map.of("role", "chatter")));
  }

  /** Returns the delivered text, or null if the message was denied. */
  static String delivered(MessageReviewer reviewer, String content) {
    MessageReviewRequest request = message(content);
    ReviewResult result = reviewer.review(request);
    if (result instanceof ReviewResult.Rewrite rewrite) {
      return rewrite.content();
    }
    return result instanceof ReviewResult.Allow ? content : null;
  }
}
