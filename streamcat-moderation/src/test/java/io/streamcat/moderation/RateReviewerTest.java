package io.streamcat.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.testing.ManualClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateReviewerTest {

  private static final String OTHER_ROOM = Messages.ROOM.replace("abcdef", "fedcba");

  private final ManualClock time = new ManualClock();
  private final MessageReviewer reviewer =
      MessageReviewer.limitRate(new RateLimit(3, Duration.ofSeconds(6), 2), time);

  private boolean sends(String userId, String room) {
    return reviewer.review(Messages.message("hi", userId, room)) instanceof ReviewResult.Allow;
  }

  private boolean sends(String userId) {
    return sends(userId, Messages.ROOM);
  }

  private void useUp(String userId) {
    IntStream.range(0, 3).forEach(i -> assertThat(sends(userId)).isTrue());
    assertThat(sends(userId)).isFalse();
  }

  @Test
  void review_afterTheBurst_allowsOneMessagePerShare() {
    useUp("alice");

    time.advance(Duration.ofMillis(1999));
    assertThat(sends("alice")).as("denied messages do not count").isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(sends("alice")).isTrue();
    assertThat(sends("alice")).isFalse();
  }

  @Test
  void review_afterThePeriod_allowsAWholeBurst() {
    useUp("alice");
    time.advance(Duration.ofSeconds(6));

    useUp("alice");
  }

  @Test
  void review_otherSenderOrRoom_countsSeparately() {
    useUp("alice");

    assertThat(sends("bob")).isTrue();
    assertThat(sends("alice")).isFalse();
    assertThat(sends("alice", OTHER_ROOM)).isTrue();
  }

  @Test
  void review_moreSendersThanRemembered_forgetsTheLongestSilent() {
    useUp("alice");
    useUp("bob");
    assertThat(sends("alice")).as("still remembered, and the most recent").isFalse();

    assertThat(sends("carol")).isTrue();

    assertThat(sends("alice")).isFalse();
    assertThat(sends("bob")).as("forgotten").isTrue();
  }

  @Test
  void review_clockSetBack_allowsTheSender() {
    useUp("alice");
    time.advance(Duration.ofHours(-1));

    assertThat(sends("alice")).isTrue();
  }

  @Test
  void rateLimit_outOfRange_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> RateLimit.of(0, Duration.ofSeconds(1)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> RateLimit.of(1, Duration.ZERO));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> RateLimit.of(1, Duration.ofDays(2)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new RateLimit(1, Duration.ofSeconds(1), 0));
  }
}
