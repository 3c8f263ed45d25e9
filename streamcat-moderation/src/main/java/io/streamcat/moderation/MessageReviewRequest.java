package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message that a client sent and that IVS has not delivered yet.
 *
 * <p>Values that AWS leaves out are empty, never null.
 *
 * @param content the text, up to 500 characters
 * @param messageId the message's id
 * @param roomArn the ARN of the room
 * @param attributes the attributes that the sender's client attached, which are untrusted;
 *     unmodifiable
 * @param sender the sender
 */
public record MessageReviewRequest(
    String content,
    String messageId,
    String roomArn,
    Map<String, String> attributes,
    Sender sender) {

  /** Copies what needs it. */
  public MessageReviewRequest {
    attributes = Map.copyOf(attributes);
  }

  /**
   * The sender of a message.
   *
   * @param userId the user id of the sender's token
   * @param ip the IP address of the sender
   * @param attributes the attributes of the sender's token, including the role; unmodifiable
   */
  public record Sender(String userId, String ip, Map<String, String> attributes) {

    /**
     * Copies what needs it.
     *
     * @param userId the user id of the sender's token
     * @param ip the IP address of the sender
     * @param attributes the attributes of the sender's token
     */
    public Sender {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * Reads the input that IVS sends to the Lambda function.
   *
   * @param json a JSON object; unknown members are ignored, missing members are empty
   * @return the request
   * @throws io.streamcat.exception.InvalidInputException if the text is not such an object
   */
  public static MessageReviewRequest parse(String json) {
    return ReviewJson.read(Check.given("json", json).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the input that IVS sends to the Lambda function.
   *
   * @param json a JSON object in UTF-8
   * @return the request
   * @throws io.streamcat.exception.InvalidInputException if the text is not such an object
   */
  public static MessageReviewRequest parse(byte[] json) {
    return ReviewJson.read(json);
  }

  /**
   * Reads the input that IVS sends to the Lambda function.
   *
   * @param json a JSON object in UTF-8; read to its end and left open
   * @return the request
   * @throws io.streamcat.exception.InvalidInputException if the text is not such an object
   * @throws java.io.UncheckedIOException if the stream cannot be read
   */
  public static MessageReviewRequest read(InputStream json) {
    return ReviewJson.read(json);
  }

  /**
   * Returns this message with another text and other attributes.
   *
   * @param newContent the text
   * @param newAttributes the attributes
   * @return a changed copy
   */
  public MessageReviewRequest with(String newContent, Map<String, String> newAttributes) {
    return new MessageReviewRequest(newContent, messageId, roomArn, newAttributes, sender);
  }
}
