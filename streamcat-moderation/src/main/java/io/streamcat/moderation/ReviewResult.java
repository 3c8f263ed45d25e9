package io.streamcat.moderation;

import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import java.util.Map;

/** The decision on a message. */
public sealed interface ReviewResult {

  /** The longest message IVS delivers, in code points. */
  int MAX_CONTENT = 500;

  /** A decision to deliver the message unchanged. */
  record Allow() implements ReviewResult {}

  /**
   * A decision not to deliver the message.
   *
   * @param reason the reason that IVS sends to the sender; a reason of more than 250 characters is
   *     cut
   */
  record Deny(String reason) implements ReviewResult {

    /** The longest reason; with four bytes each, it fits into the 1 KB of the attributes. */
    private static final int MAX_REASON = 250;

    /**
     * Cuts the reason: IVS applies the room's fallback to a response that is too large, which may
     * deliver the message.
     *
     * @param reason the reason that IVS sends to the sender
     */
    public Deny {
      Check.length("reason", reason, 1, Integer.MAX_VALUE);
      if (reason.codePointCount(0, reason.length()) > MAX_REASON) {
        reason = reason.substring(0, reason.offsetByCodePoints(0, MAX_REASON - 1)) + "…";
      }
    }
  }

  /**
   * A decision to deliver a changed message.
   *
   * @param content the new text: 1 to 500 code points
   * @param attributes the new attributes, at most 1 KB in all; unmodifiable
   */
  record Rewrite(String content, Map<String, String> attributes) implements ReviewResult {

    /**
     * Checks the limits.
     *
     * @param content the new text
     * @param attributes the new attributes
     */
    public Rewrite {
      Check.length("content", content, 1, MAX_CONTENT);
      attributes = TextAttributes.checked("attributes", attributes);
    }
  }

  /**
   * Returns the decision to deliver a message unchanged.
   *
   * @return the decision
   */
  static ReviewResult allow() {
    return new Allow();
  }

  /**
   * Returns the decision not to deliver a message.
   *
   * @param reason the reason that IVS sends to the sender; a reason of more than 250 characters is
   *     cut
   * @return the decision
   * @throws io.streamcat.exception.InvalidInputException if the reason is empty
   */
  static ReviewResult deny(String reason) {
    return new Deny(reason);
  }

  /**
   * Returns the decision to deliver another text.
   *
   * @param request the message
   * @param content the new text: 1 to 500 code points, and not more than the room allows
   * @return the decision, with the message's attributes
   * @throws io.streamcat.exception.InvalidInputException if the text is empty or longer
   */
  static ReviewResult rewrite(MessageReviewRequest request, String content) {
    return new Rewrite(content, request.attributes());
  }

  /**
   * Writes the JSON that IVS expects from the Lambda function.
   *
   * @param request the reviewed message
   * @return a JSON object; a denied message's reason is its attribute {@code Reason}
   */
  default String toJson(MessageReviewRequest request) {
    return ReviewJson.write(this, request);
  }
}
