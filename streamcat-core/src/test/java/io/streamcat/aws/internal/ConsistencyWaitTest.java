package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.exception.StreamCatException;
import io.streamcat.testing.VirtualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConsistencyWaitTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void await_clockStandsStillAndNothingIsFound_ends() {
    AtomicInteger asked = new AtomicInteger();
    AwsCalls calls =
        AwsCalls.create(SimulatedCalls.settings(Clock.fixed(NOON, ZoneOffset.UTC), duration -> {}));

    Optional<String> found =
        calls.await(
            NOON,
            NOON.plusSeconds(30),
            () -> {
              asked.incrementAndGet();
              return Optional.empty();
            });

    assertThat(found).isEmpty();
    assertThat(asked).as("pauses of 250, 500 and then 1,000 ms").hasValue(8);
  }

  /** Look-ups on a clock that the pauses advance, with a window of five seconds. */
  private final VirtualTime time = new VirtualTime();

  private final Instant start = time.instant();
  private final List<Duration> pauses = new ArrayList<>();
  private int asked;
  private final ConsistencyWait wait = new ConsistencyWait(SimulatedCalls.settings(time, pauses));

  private Optional<String> await(Instant since, Instant deadline, String... found) {
    return wait.await(
        since,
        deadline,
        () -> asked < found.length ? Optional.of(found[asked++]) : nothing(),
        result -> result.equals("whole"));
  }

  private Optional<String> nothing() {
    asked++;
    return Optional.empty();
  }

  private static List<Duration> millis(long... pauses) {
    return LongStream.of(pauses).mapToObj(Duration::ofMillis).toList();
  }

  @Test
  void await_nothingIsFound_endsExactlyWithTheWindow() {
    assertThat(await(start, start.plusSeconds(30))).isEmpty();

    assertThat(pauses).isEqualTo(millis(250, 500, 1000, 1000, 1000, 1000, 250));
    assertThat(asked).isEqualTo(8);
  }

  @Test
  void await_wholeResourceIsFound_endsImmediately() {
    assertThat(await(start, start.plusSeconds(30), "part", "whole", "whole")).contains("whole");

    assertThat(pauses).isEqualTo(millis(250));
  }

  @Test
  void await_windowHasJustPassed_looksUpOnce() {
    assertThat(await(start.minusSeconds(5), start.plusSeconds(30), "part")).contains("part");

    assertThat(pauses).isEmpty();
  }

  @Test
  void await_windowHasNearlyPassed_looksUpOnceMore() {
    assertThat(await(start.minusMillis(4_900), start.plusSeconds(30))).isEmpty();

    assertThat(pauses).isEqualTo(millis(100));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void await_pauseWouldPassTheDeadline_endsBefore() {
    assertThat(await(start, start.plusMillis(700), "part", "part")).contains("part");

    assertThat(pauses).isEqualTo(millis(250));
  }

  @Test
  void await_lookUpTakesTheRestOfTheTime_isNoProof() {
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(
            () ->
                wait.await(
                    start,
                    start.plusSeconds(4),
                    () -> {
                      time.advance(Duration.ofSeconds(6));
                      return Optional.empty();
                    },
                    result -> true))
        .matches(StreamCatException::retryable);
  }

  @Test
  void elapse_deadlineIsEarlier_isFalseImmediately() {
    assertThat(wait.elapse(start, start.plusSeconds(4))).isFalse();
    assertThat(time.instant()).isEqualTo(start);
    assertThat(wait.elapse(start.minusSeconds(5), start.minusSeconds(1))).isTrue();
    assertThat(wait.elapse(start, start.plusSeconds(5))).isTrue();
    assertThat(time.instant()).isEqualTo(start.plusSeconds(5));
  }

  @Test
  void await_lookUpTakesTheRestOfTheWindow_looksUpOnceMore() {
    Optional<String> found =
        wait.await(
            start,
            start.plusSeconds(30),
            () -> {
              time.advance(Duration.ofSeconds(6));
              return ++asked == 2 ? Optional.of("whole") : Optional.empty();
            },
            result -> true);

    assertThat(found).as("the first look-up began within the window").contains("whole");
  }

  @Test
  void min_returnsTheShorterOne() {
    assertThat(ConsistencyWait.min(Duration.ofSeconds(1), Duration.ofSeconds(2)))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(ConsistencyWait.min(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
