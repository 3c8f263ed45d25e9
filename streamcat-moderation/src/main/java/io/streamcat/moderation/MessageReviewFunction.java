package io.streamcat.moderation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A Lambda function's work, whichever way it is started: reads a request, has it reviewed, writes
 * the result.
 *
 * <pre>{@code
 * public final class Handler implements RequestStreamHandler {
 *   private final MessageReviewFunction function = MessageReviewFunction.create(reviewer());
 *
 *   public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
 *     function.handle(input, output);
 *   }
 * }
 * }</pre>
 *
 * <p>Thread safe if its reviewer is.
 */
@FunctionalInterface
public interface MessageReviewFunction {

  /**
   * Creates a function.
   *
   * @param reviewer decides
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
   * @param input what IVS sends, in JSON; read to its end and left open
   * @param output is written what IVS expects, in JSON, and left open
   * @throws io.streamcat.exception.InvalidInputException if the input is no request; IVS then does
   *     what the room's fallback says
   * @throws IOException if the output cannot be written
   */
  void handle(InputStream input, OutputStream output) throws IOException;
}
