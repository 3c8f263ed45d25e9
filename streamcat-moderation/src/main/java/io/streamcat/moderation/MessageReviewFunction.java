package io.streamcat.moderation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The work of a Lambda function, independent of its runtime: reads a request, reviews the message
 * and writes the result.
 *
 * <pre>{@code
 * MessageReviewFunction function = MessageReviewFunction.create(reviewer);
 * function.handle(input, output); // in handleRequest of a RequestStreamHandler
 * }</pre>
 *
 * <p>Thread-safe if the reviewer is.
 */
@FunctionalInterface
public interface MessageReviewFunction {

  /**
   * Creates a function.
   *
   * @param reviewer the reviewer of the messages
   * @return a new function
   */
  static MessageReviewFunction create(MessageReviewer reviewer) {
    return (input, output) -> {
      MessageReviewRequest request = MessageReviewRequest.read(input);
      String result = reviewer.review(request).toJson(request);
      output.write(result.getBytes(StandardCharsets.UTF_8));
    };
  }

  /**
   * Reviews one message.
   *
   * @param input the request of IVS, in JSON; read to its end and left open
   * @param output the stream for the result in JSON, as IVS expects it; left open
   * @throws io.streamcat.exception.InvalidInputException if the input is not a request; IVS then
   *     applies the room's fallback
   * @throws IOException if the output cannot be written
   */
  void handle(InputStream input, OutputStream output) throws IOException;
}
