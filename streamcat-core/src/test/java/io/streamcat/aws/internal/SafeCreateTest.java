package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Creates in virtual time, each answered by a script. */
@Timeout(20)
@Guarantee("AWS-02")
class SafeCreateTest {

  private static final Operation CREATE = new Operation("ivs", "CreateChannel", "todd");
  private static final Duration WINDOW = Duration.ofSeconds(5);

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private int sent;
  private int lookUps;
  private int repeated;
  private final AwsCalls calls =
      AwsCalls.create(
          new CallSettings(time, time, Duration.ofSeconds(10), Duration.ofSeconds(30), WINDOW),
          new CallListener() {
            @Override
            public void onRepeat(Operation operation) {
              repeated++;
            }
          },
          CallLimiter.unlimited());

  static RuntimeException answer(int status, String code) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  private static RuntimeException lost() {
    return new IllegalStateException("the answer is lost");
  }

  private String create(
      Instant deadline, Function<Instant, Optional<String>> lookUp, RuntimeException... failing) {
    failures.addAll(Arrays.asList(failing));
    return calls.create(
        CREATE,
        deadline,
        override -> {
          sent++;
          if (!failures.isEmpty()) {
            throw failures.remove();
          }
          return "created " + sent;
        },
        until -> {
          lookUps++;
          assertThat(until).isEqualTo(deadline);
          return lookUp.apply(until);
        },
        found -> found.equals("whole"));
  }

  @Test
  void create_answerLostAndResourceFound_isSentOnce() {
    String created = create(start.plusSeconds(30), until -> Optional.of("whole"), lost());

    assertThat(created).isEqualTo("whole");
    assertThat(sent).isEqualTo(1);
    assertThat(repeated).isZero();
    assertThat(time.instant()).isEqualTo(start);
  }

  @Test
  void create_answerLostAndPartFound_returnsThePartAfterTheWindow() {
    String created = create(start.plusSeconds(30), until -> Optional.of("part"), lost());

    assertThat(created).isEqualTo("part");
    assertThat(sent).isEqualTo(1);
    assertThat(time.instant()).isEqualTo(start.plus(WINDOW));
  }

  @Test
  void create_answerLostAndNothingFound_isRepeatedAndReportedAfterTheWindow() {
    String created = create(start.plusSeconds(30), until -> Optional.empty(), lost());

    assertThat(created).isEqualTo("created 2");
    assertThat(repeated).isEqualTo(1);
    assertThat(time.instant()).isEqualTo(start.plus(WINDOW));
  }

  @Test
  void create_stallAfterTheLastLookUp_leavesTheOutcomeUnknown() {
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(
            () ->
                create(
                    start.plusSeconds(4),
                    until -> {
                      if (lookUps == 2) {
                        time.advance(WINDOW);
                      }
                      return Optional.empty();
                    },
                    lost()));
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void create_windowEndsAtTheDeadline_isRepeated() {
    assertThat(create(start.plus(WINDOW), until -> Optional.empty(), lost()))
        .isEqualTo("created 2");
  }

  @Test
  void create_searchEndsAfterTheDeadline_hasCertainlyNotHappened() {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(
            () ->
                create(
                    start.plus(WINDOW),
                    until -> {
                      time.advance(Duration.ofSeconds(6));
                      return Optional.empty();
                    },
                    lost()))
        .isNotInstanceOf(OutcomeUnknownException.class)
        .withMessageContaining("the answer is lost");
    assertThat(sent).isEqualTo(1);
    assertThat(repeated).isZero();
  }

  @Test
  void create_deadlineEndsTheSearchWithinTheWindow_outcomeIsUnknown() {
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(
            () -> create(start.plus(WINDOW).minusMillis(1), until -> Optional.empty(), lost()));
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void create_lookUpFails_outcomeIsUnknownForBothReasons() {
    RuntimeException reason = new InvalidInputException("tags", "readable", "are not");

    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(
            () ->
                create(
                    start.plusSeconds(30),
                    until -> {
                      throw reason;
                    },
                    lost()))
        .withMessageContaining("may have created the resource, which its tags identify")
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(reason));
    assertThat(sent).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 499})
  void create_rejected_isNeitherLookedUpNorRepeated(int status) {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(
            () ->
                create(
                    start.plusSeconds(30),
                    until -> Optional.empty(),
                    answer(status, "ValidationException")))
        .isNotInstanceOf(OutcomeUnknownException.class)
        .satisfies(e -> assertThat(e.retryable()).isFalse());
    assertThat(sent).isEqualTo(1);
    assertThat(lookUps).isZero();
  }

  @Test
  void create_throttledTwice_isRepeatedWithoutLookUp() {
    String created =
        create(
            start.plusSeconds(30),
            until -> Optional.empty(),
            answer(429, "ThrottlingException"),
            answer(429, "ThrottlingException"));

    assertThat(created).isEqualTo("created 3");
    assertThat(lookUps).isZero();
    assertThat(repeated).isEqualTo(2);
  }

  @Test
  void create_throttledUntilTheDeadline_fails() {
    assertThatExceptionOfType(ThrottledException.class)
        .isThrownBy(
            () -> create(start, until -> Optional.empty(), answer(429, "ThrottlingException")));
    assertThat(sent).isEqualTo(1);
    assertThat(repeated).isZero();
  }

  @Test
  void create_repetitionIsLostToo_isLookedUpAgain() {
    String created =
        create(
            start.plusSeconds(30),
            until ->
                time.instant().isAfter(start.plus(WINDOW))
                    ? Optional.of("whole")
                    : Optional.empty(),
            lost(),
            lost());

    assertThat(created).isEqualTo("whole");
    assertThat(sent).isEqualTo(2);
  }
}
