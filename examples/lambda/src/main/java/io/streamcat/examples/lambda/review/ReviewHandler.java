package io.streamcat.examples.lambda.review;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.streamcat.examples.lambda.observability.EmbeddedMetrics;
import io.streamcat.moderation.MessageReviewFunction;
import io.streamcat.moderation.MessageReviewRequest;
import io.streamcat.moderation.MessageReviewer;
import io.streamcat.moderation.ReviewBudget;
import io.streamcat.moderation.ReviewResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A handler that denies links and masks words in chat messages.
 *
 * <p>It fails on input that is not a review request, so that IVS applies the room's fallback: any
 * answer would be a decision about an unread message.
 */
public final class ReviewHandler implements RequestStreamHandler {

  /** A message with a link and one without, so that both reviewers run. */
  private static final List<String> WARM_UP_MESSAGES =
      List.of("Look: www.example.com/caf\u00e9", "He1l\u00f6 w\u043erld!");

  private static final Map<Class<?>, String> RESULTS =
      Map.of(
          ReviewResult.Allow.class, "Allowed",
          ReviewResult.Deny.class, "Denied",
          ReviewResult.Rewrite.class, "Rewritten");
  private static final double NANOS_PER_MILLI = 1e6;

  private final MessageReviewFunction function;
  private EmbeddedMetrics metrics = new EmbeddedMetrics();

  /**
   * Reads the settings from the environment.
   *
   * @throws IOException if the word list cannot be read
   */
  public ReviewHandler() throws IOException {
    this(System.getenv());
  }

  ReviewHandler(Map<String, String> environment) throws IOException {
    ReviewSettings settings = ReviewSettings.of(environment);
    MessageReviewer reviewer =
        MessageReviewer.inOrder(
            new ReviewBudget(ReviewSettings.BUDGET, settings.fallback(), Clock.systemUTC()),
            List.of(
                MessageReviewer.denyLinks(settings.allowedHosts()),
                MessageReviewer.maskWords(settings.words())));
    function = MessageReviewFunction.create(request -> counted(reviewer, request));
    warmUp();
  }

  @Override
  public synchronized void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    long start = System.nanoTime();
    metrics = new EmbeddedMetrics();
    try {
      function.handle(input, output);
    } finally {
      metrics.milliseconds("ReviewTime", (System.nanoTime() - start) / NANOS_PER_MILLI);
      metrics.print(context.getFunctionName(), context.getAwsRequestId());
    }
  }

  private ReviewResult counted(MessageReviewer reviewer, MessageReviewRequest request) {
    ReviewResult result = reviewer.review(request);
    metrics.count("Messages" + RESULTS.get(result.getClass()), 1);
    return result;
  }

  /**
   * Loads all classes while Lambda initialises the function or takes its snapshot, since the first
   * message has no time for it.
   */
  private void warmUp() throws IOException {
    for (String content : WARM_UP_MESSAGES) {
      String request =
          """
          {"Content": "%s", "MessageId": "warm-up", "RoomArn": "", "Attributes": {"a": "b"},
           "Sender": {"UserId": "warm-up", "Ip": "", "Attributes": {"role": "CHATTER"}}}"""
              .formatted(content);
      function.handle(
          new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream());
    }
    // Loads the classes that write metrics, and drops those of these messages.
    metrics.line("warm-up", "warm-up", Instant.EPOCH);
  }
}
