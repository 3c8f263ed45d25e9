package io.streamcat.moderation;

import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class ReviewChain implements MessageReviewer {

  private static final Logger log = LoggerFactory.getLogger(MessageReviewer.class);

  private final ReviewBudget budget;
  private final List<MessageReviewer> reviewers;

  ReviewChain(ReviewBudget budget, List<MessageReviewer> reviewers) {
    this.budget = Check.given("budget", budget);
    this.reviewers = List.copyOf(Check.given("reviewers", reviewers));
  }

  @Override
  public ReviewResult review(MessageReviewRequest request) {
    Instant end = budget.clock().instant().plus(budget.time());
    MessageReviewRequest current = request;
    for (MessageReviewer reviewer : reviewers) {
      ReviewResult result;
      try {
        result = reviewer.review(current);
      } catch (InvalidInputException e) {
        // The fallback might deliver the message that this reviewer wanted to change.
        log.warn(
            "A reviewer's answer exceeds a limit; the message is denied messageId={}",
            request.messageId(),
            e);
        return notReviewed();
      } catch (RuntimeException e) {
        log.warn("A reviewer failed; the fallback applies messageId={}", request.messageId(), e);
        return fallback(request, current);
      }
      if (budget.clock().instant().isAfter(end)) {
        log.warn(
            "The review took too long; the fallback applies messageId={}", request.messageId());
        return fallback(request, current);
      }
      if (result instanceof ReviewResult.Deny) {
        return result;
      }
      if (result instanceof ReviewResult.Rewrite rewrite) {
        current = current.with(rewrite.content(), rewrite.attributes());
      }
    }
    return allow(request, current);
  }

  private ReviewResult fallback(MessageReviewRequest request, MessageReviewRequest current) {
    return budget.fallback() == Fallback.ALLOW ? allow(request, current) : notReviewed();
  }

  private static ReviewResult notReviewed() {
    return ReviewResult.deny("the message could not be reviewed");
  }

  private static ReviewResult allow(MessageReviewRequest request, MessageReviewRequest current) {
    return current.equals(request)
        ? ReviewResult.allow()
        : new ReviewResult.Rewrite(current.content(), current.attributes());
  }
}
