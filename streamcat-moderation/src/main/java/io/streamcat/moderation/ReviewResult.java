package io.streamcat.moderation;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import java.util.Map;

/** What becomes of a message. */
public sealed interface ReviewResult {

  /** The longest message IVS delivers, in code points. */
  int MAX_CONTENT = 500;

  /** It is delivered as it is. */
  record Allow() implements ReviewResult {}

  /**
   * It is not delivered.
   *
   * @param reason what the sender is told: 1 to 256 characters
   */
  record Deny(String reason) implements ReviewResult {

    /**
     * Checks the reason.
     *
     * @param reason what the sender is told
     */
    public Deny {
      Check.length("reason", reason, 1, 256);
    }
  }

  /**
   * It is delivered, changed.
   *
   * @param content what is delivered in its place: 1 to 500 code points
   * @param attributes what is attached to it, at most 1 KB in all; unmodifiable
   */
  record Rewrite(String content, Map<String, String> attributes) implements ReviewResult {

    /**
     * Checks the limits.
     *
     * @param content what is delivered in its place
     * @param attributes what is attached to it
     */
    public Rewrite {
      Check.length("content", content, 1, MAX_CONTENT);
      attributes = TextAttributes.checked("attributes", attributes);
    }
  }

  /**
   * Delivers a message as it is.
   *
   * @return the result
   */
  static ReviewResult allow() {
    return new Allow();
  }

  /**
   * Drops a message.
   *
   * @param reason what the sender is told: 1 to 256 characters
   * @return the result
   * @throws io.streamcat.exception.InvalidInputException if the reason is empty or longer
   */
  static ReviewResult deny(String reason) {
    return new Deny(reason);
  }

  /**
   * Delivers another text.
   *
   * @param request the message
   * @param content what is delivered in its place: 1 to 500 code points, and not more than the room
   *     allows
   * @return the result, with the message's attributes
   * @throws io.streamcat.exception.InvalidInputException if the text is empty or longer
   */
  static ReviewResult rewrite(MessageReviewRequest request, String content) {
    return new Rewrite(content, request.attributes());
  }

  /**
   * Writes what IVS expects of the Lambda function.
   *
   * @param request the message the result is about
   * @return a JSON object; a denied message's reason is its attribute {@code Reason}
   */
  default String toJson(MessageReviewRequest request) {
    return ReviewJson.write(this, request);
  }
}
