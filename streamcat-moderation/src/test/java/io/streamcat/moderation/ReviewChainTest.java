package io.streamcat.moderation;

import static io.streamcat.moderation.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.TextAttributes;
import io.streamcat.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewChainTest {

  private static final MessageReviewer ALLOW = request -> ReviewResult.allow();
  private static final MessageReviewer UNREACHED =
      request -> {
        throw new AssertionError("must not be asked");
      };

  private final ManualClock time = new ManualClock();

  private ReviewResult review(Fallback fallback, MessageReviewer... reviewers) {
    return MessageReviewer.inOrder(
            new ReviewBudget(Duration.ofMillis(200), fallback, time), List.of(reviewers))
        .review(message("a"));
  }

  private static MessageReviewer append(String text) {
    return request -> ReviewResult.rewrite(request, request.content() + text);
  }

  private MessageReviewer takes(int millis, MessageReviewer reviewer) {
    return request -> {
      time.advance(Duration.ofMillis(millis));
      return reviewer.review(request);
    };
  }

  private static ReviewResult delivered(String content) {
    return new ReviewResult.Rewrite(content, message("").attributes());
  }

  @Test
  void review_allAllow_isAllowed() {
    assertThat(review(Fallback.DENY, ALLOW, ALLOW)).isEqualTo(ReviewResult.allow());
    assertThat(review(Fallback.DENY)).isEqualTo(ReviewResult.allow());
  }

  @Test
  void review_severalDeny_firstWins() {
    assertThat(review(Fallback.ALLOW, ALLOW, r -> ReviewResult.deny("first"), UNREACHED))
        .isEqualTo(ReviewResult.deny("first"));
  }

  @Test
  void review_changedMessageIsTooLong_isDenied() {
    assertThat(review(Fallback.ALLOW, append("b".repeat(ReviewResult.MAX_CONTENT)), UNREACHED))
        .isInstanceOf(ReviewResult.Deny.class);
  }

  @Test
  void deny_longReason_fitsIntoAnAnswer() {
    String reason = ((ReviewResult.Deny) ReviewResult.deny("\uD83D\uDE00".repeat(300))).reason();

    assertThat(TextAttributes.checked("Attributes", Map.of("Reason", reason))).hasSize(1);
    assertThat(reason).startsWith("\uD83D\uDE00").endsWith("…");
  }

  @Test
  void review_severalRewrites_buildOnEachOther() {
    assertThat(review(Fallback.DENY, append("b"), ALLOW, append("c"))).isEqualTo(delivered("abc"));
  }

  @Test
  void review_rewrittenAttributes_reachTheNextReviewer() {
    assertThat(
            review(
                Fallback.DENY,
                r -> new ReviewResult.Rewrite(r.content(), Map.of("k", "v")),
                r -> ReviewResult.rewrite(r, r.content() + r.attributes().get("k"))))
        .isEqualTo(new ReviewResult.Rewrite("av", Map.of("k", "v")));
  }

  @Test
  void review_reviewerThrows_appliesTheFallback() {
    MessageReviewer broken =
        r -> {
          throw new IllegalStateException("broken");
        };

    assertThat(review(Fallback.DENY, broken, UNREACHED)).isInstanceOf(ReviewResult.Deny.class);
    assertThat(review(Fallback.ALLOW, broken, UNREACHED)).isEqualTo(ReviewResult.allow());
    assertThat(review(Fallback.ALLOW, append("b"), broken, UNREACHED)).isEqualTo(delivered("ab"));
  }

  @Test
  void review_reviewersUseAllTheirTime_appliesTheirDecision() {
    assertThat(review(Fallback.DENY, takes(100, ALLOW), takes(100, append("b"))))
        .isEqualTo(delivered("ab"));
  }

  @Test
  void review_reviewersTogetherTooLate_appliesTheFallback() {
    assertThat(review(Fallback.DENY, takes(100, ALLOW), takes(101, append("b")), UNREACHED))
        .isInstanceOf(ReviewResult.Deny.class);
    assertThat(
            review(
                Fallback.ALLOW,
                takes(100, append("b")),
                takes(101, r -> ReviewResult.deny("too late")),
                UNREACHED))
        .isEqualTo(delivered("ab"));
  }

  @Test
  void review_rewriteBeyondTheLimit_countsAsAFailure() {
    assertThat(review(Fallback.ALLOW, append("b".repeat(499))))
        .isInstanceOf(ReviewResult.Rewrite.class);
    assertThat(review(Fallback.DENY, append("b".repeat(500))))
        .isInstanceOf(ReviewResult.Deny.class);
  }

  @Test
  void result_outOfLimits_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ReviewResult.rewrite(message("a"), ""));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ReviewResult.rewrite(message("a"), "a".repeat(501)));
    assertThat(ReviewResult.rewrite(message("a"), "😀".repeat(500))).isNotNull();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new ReviewResult.Rewrite("a", Map.of("k", "v".repeat(1024))));
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> ReviewResult.deny(""));
  }

  @Test
  void budget_longerThanIvsWaits_isRejected() {
    assertThat(ReviewBudget.of(Fallback.DENY).time()).isEqualTo(Duration.ofMillis(200));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new ReviewBudget(Duration.ofMillis(201), Fallback.DENY, time));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new ReviewBudget(Duration.ZERO, Fallback.DENY, time));
  }
}
