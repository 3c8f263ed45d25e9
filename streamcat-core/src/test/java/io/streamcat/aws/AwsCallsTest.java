package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/** Calls in virtual time, answered by functions. */
@Timeout(20)
@Guarantee("AWS-03")
class AwsCallsTest {

  private static final Operation GET = new Operation("ivs", "GetChannel", "todd");

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final Instant deadline = start.plusSeconds(30);
  private final CallSettings settings = SimulatedCalls.settings(time);
  private final List<String> heard = new ArrayList<>();
  private final AwsCalls calls =
      AwsCalls.create(
          settings,
          new CallListener() {
            @Override
            public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
              heard.add(outcome + " " + duration);
            }
          },
          CallLimiter.unlimited());
  private int sent;

  /** Answers the first calls by failing, and the others with "answer". */
  private Function<AwsRequestOverrideConfiguration, String> failing(RuntimeException... failures) {
    return override -> {
      time.advance(Duration.ofMillis(10));
      if (sent++ < failures.length) {
        throw failures[sent - 1];
      }
      return "answer";
    };
  }

  private static RuntimeException answer(int status, String code) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  private static RuntimeException lost() {
    return new IllegalStateException("the answer is lost");
  }

  @Test
  void call_answerLost_isRepeated() {
    assertThat(calls.call(GET, deadline, failing(lost(), lost()))).isEqualTo("answer");

    assertThat(sent).isEqualTo(3);
    assertThat(heard).containsExactly("UNKNOWN PT0.01S", "UNKNOWN PT0.01S", "SUCCEEDED PT0.01S");
  }

  @Test
  void callOnce_answerLost_outcomeIsUnknown() {
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> calls.callOnce(GET, deadline, failing(lost())))
        .withMessageContaining("the call may have taken effect; retrying could repeat it");
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void callOnce_throttled_isRepeated() {
    assertThat(calls.callOnce(GET, deadline, failing(answer(429, "ThrottlingException"))))
        .isEqualTo("answer");
  }

  @Test
  void call_rejected_isNotRepeated() {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> calls.call(GET, deadline, failing(answer(400, "ValidationException"))));
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void callIfThere_nothingThere_isEmpty() {
    assertThat(calls.callIfThere(GET, deadline, failing(answer(404, "ResourceNotFoundException"))))
        .isEmpty();
    assertThat(calls.callIfThere(GET, deadline, failing())).contains("answer");
  }

  @Test
  void call_deadlineHasPassed_isNotSent() {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> calls.call(GET, start.minusMillis(1), failing()))
        .withMessageContaining("not sent");
    assertThat(sent).isZero();
  }

  @Test
  void call_sdkAborts_threadStaysInterrupted() {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> calls.call(GET, deadline, failing(AbortedException.create("aborted"))));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void close_callsOfEveryClient_areRejected() {
    calls.requireOpen();
    AwsCalls other = calls.inAccount("123456789012");

    calls.close();

    assertThatIllegalStateException().isThrownBy(other::requireOpen);
    assertThatIllegalStateException().isThrownBy(() -> other.call(GET, deadline, failing()));
    assertThat(sent).isZero();
  }

  @Test
  void create_limiterNotGiven_limitsCallsOfAws() {
    AwsCalls standard = AwsCalls.create(settings);

    for (int i = 0; i < 4; i++) {
      standard.call(GET, deadline, failing());
    }

    assertThat(Duration.between(start, time.instant())).isGreaterThan(Duration.ofMillis(100));
  }

  @Test
  void create_limiterGiven_isAsked() {
    for (int i = 0; i < 20; i++) {
      calls.call(GET, deadline, failing());
    }

    assertThat(time.instant()).isEqualTo(start.plusMillis(200));
  }

  @Test
  void pause_randomPart_differsBetweenServers() {
    List<Duration> pauses = new ArrayList<>();
    AwsCalls random =
        AwsCalls.create(
            new CallSettings(
                time,
                pauses::add,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5)));

    for (int i = 0; i < 20; i++) {
      assertThat(random.pause(0, deadline)).isTrue();
    }

    assertThat(pauses)
        .allMatch(pause -> pause.toMillis() >= 50 && pause.toMillis() <= 100)
        .doesNotHaveDuplicates();
  }

  @Test
  void await_foundLater_endsTheSearch() {
    assertThat(
            calls.await(
                start, deadline, () -> sent++ == 1 ? Optional.of("found") : Optional.empty()))
        .contains("found");

    assertThat(time.instant()).isEqualTo(start.plusMillis(250));
  }

  @Test
  void areListsCurrent_windowHasPassed_isTrue() {
    assertThat(calls.areListsCurrent(start.minusSeconds(5))).isTrue();
    assertThat(calls.areListsCurrent(start.minusSeconds(5).plusMillis(1))).isFalse();
  }

  @Test
  void sleepUntil_deadlineComesFirst_isFalse() {
    assertThat(calls.sleepUntil(start.plusSeconds(2), start.plusSeconds(1))).isFalse();
    assertThat(time.instant()).isEqualTo(start);

    assertThat(calls.sleepUntil(start.plusSeconds(1), start.plusSeconds(1))).isTrue();
    assertThat(time.instant()).isEqualTo(start.plusSeconds(1));
  }

  @Test
  void deadline_inAScope_isTheEarlierOne() {
    assertThat(calls.deadline()).isEqualTo(deadline);
    assertThat(CallScope.withDeadline(start.plusSeconds(1), calls::deadline))
        .isEqualTo(start.plusSeconds(1));
    assertThat(CallScope.withDeadline(start.plusSeconds(60), calls::deadline)).isEqualTo(deadline);
  }

  /** A page is its own token. */
  private Stream<String> pages(@Nullable Instant until, Map<String, @Nullable String> tokens) {
    return calls.pages(
        GET,
        until,
        (override, token) -> {
          time.advance(Duration.ofSeconds(20));
          sent++;
          return token == null ? "first" : token;
        },
        tokens::get,
        page -> Stream.of(page + " 1", page + " 2"));
  }

  @Test
  void pages_untilAnEmptyToken_returnsTheItemsOfAll() {
    assertThat(pages(null, Map.of("first", "second", "second", "")))
        .containsExactly("first 1", "first 2", "second 1", "second 2");
    assertThat(sent).isEqualTo(2);
    assertThat(pages(null, Map.of())).hasSize(2);
  }

  @Test
  void pages_withoutDeadline_allowEachPageTheOperationTimeout() {
    assertThat(pages(null, Map.of("first", "second", "second", "third"))).hasSize(6);
  }

  @Test
  void pages_deadlinePasses_failsAtTheNextPage() {
    Stream<String> items = pages(deadline, Map.of("first", "second", "second", "third"));

    assertThatExceptionOfType(AwsException.class).isThrownBy(items::toList);
    assertThat(sent).isEqualTo(2);
  }
}
