package io.streamcat.examples.lambda.review;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.streamcat.moderation.MessageReviewFunction;
import io.streamcat.moderation.MessageReviewer;
import io.streamcat.moderation.ReviewBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Denies links and masks words.
 *
 * <p>On input that is no request it fails, so that IVS does what the room's fallback says: an
 * answer of its own would be a decision about a message it has not read.
 */
public final class ReviewHandler implements RequestStreamHandler {

  /** One with a link, and one without, which is looked at for words. */
  private static final List<String> REHEARSED =
      List.of("Look: www.example.com/caf\u00e9", "He1l\u00f6 w\u043erld!");

  private final MessageReviewFunction function;

  /**
   * Reads its settings from the environment.
   *
   * @throws IOException if the list of words cannot be read
   */
  public ReviewHandler() throws IOException {
    this(System.getenv());
  }

  ReviewHandler(Map<String, String> environment) throws IOException {
    ReviewSettings settings = ReviewSettings.of(environment);
    function =
        MessageReviewFunction.create(
            MessageReviewer.inOrder(
                new ReviewBudget(ReviewSettings.BUDGET, settings.fallback(), Clock.systemUTC()),
                List.of(
                    MessageReviewer.denyLinks(settings.allowedHosts()),
                    MessageReviewer.maskWords(settings.words()))));
    rehearse();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output);
  }

  /**
   * Loads all classes while Lambda initialises the function, or takes its snapshot: the first
   * message has no time for that.
   */
  private void rehearse() throws IOException {
    for (String content : REHEARSED) {
      String request =
          """
          {"Content": "%s", "MessageId": "rehearsal", "RoomArn": "", "Attributes": {"a": "b"},
           "Sender": {"UserId": "rehearsal", "Ip": "", "Attributes": {"role": "CHATTER"}}}"""
              .formatted(content);
      function.handle(
          new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream());
    }
  }
}
