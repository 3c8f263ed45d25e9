package io.streamcat.moderation;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message that somebody sent, before it is delivered.
 *
 * <p>What AWS leaves out is empty, never null.
 *
 * @param content what was written, up to 500 characters
 * @param messageId the message's id
 * @param roomArn the room it was sent to
 * @param attributes what the sender's client attached to it; nothing of it can be relied on;
 *     unmodifiable
 * @param sender who sent it
 */
public record MessageReviewRequest(
    String content,
    String messageId,
    String roomArn,
    Map<String, String> attributes,
    Sender sender) {

  /**
   * Copies what needs it.
   *
   * @param content what was written
   * @param messageId the message's id
   * @param roomArn the room it was sent to
   * @param attributes what the sender's client attached to it
   * @param sender who sent it
   */
  public MessageReviewRequest {
    attributes = Map.copyOf(attributes);
  }

  /**
   * Who sent a message.
   *
   * @param userId whom the sender's token was issued to
   * @param ip the address the sender is connected from
   * @param attributes those of the sender's token, among them the role; unmodifiable
   */
  public record Sender(String userId, String ip, Map<String, String> attributes) {

    /**
     * Copies what needs it.
     *
     * @param userId whom the sender's token was issued to
     * @param ip the address the sender is connected from
     * @param attributes those of the sender's token
     */
    public Sender {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * Reads what IVS sends to the Lambda function.
   *
   * @param json a JSON object; members that are not known are passed over, ones that are missing
   *     are empty
   * @return the request
   * @throws io.streamcat.exception.InvalidInputException if it is no such object
   */
  public static MessageReviewRequest parse(String json) {
    return ReviewJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what IVS sends to the Lambda function.
   *
   * @param json a JSON object in UTF-8
   * @return the request
   * @throws io.streamcat.exception.InvalidInputException if it is no such object
   */
  public static MessageReviewRequest parse(byte[] json) {
    return ReviewJson.read(json);
  }

  /**
   * Reads what IVS sends to the Lambda function.
   *
   * @param json a JSON object in UTF-8; read to its end and left open
   * @return the request
   * @throws io.streamcat.exception.InvalidInputException if it is no such object
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
