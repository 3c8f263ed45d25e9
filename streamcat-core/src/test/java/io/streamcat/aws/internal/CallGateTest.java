package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceOperations.PlannedCall;
import io.streamcat.aws.SimulatedCalls;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls at a gate whose limiter follows a script; it grants each turn that the script lacks. */
@Timeout(20)
@Guarantee("AWS-10")
class CallGateTest {

  private static final Operation CREATE = new Operation("ivs", "CreateChannel", "todd");
  private static final Operation LIST = new Operation("ivs", "ListChannels", "*");

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final Instant deadline = start.plusSeconds(30);
  private final Deque<CallLimiter.Turn> turns = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private boolean isInterrupting;
  private final CallLimiter limiter =
      new CallLimiter() {
        @Override
        public Turn reserve(Call call, Duration longestWait) {
          return answer("reserve", call, longestWait);
        }

        @Override
        public void count(Call call) {
          asked.add("count " + call.key());
        }

        @Override
        public Turn pace(Call call, Duration longestWait) {
          return answer("pace", call, longestWait);
        }

        @Override
        public void giveBack(Call call) {
          asked.add("give back " + call.key());
        }

        private Turn answer(String question, Call call, Duration longestWait) {
          if (isInterrupting) {
            Thread.currentThread().interrupt();
          }
          asked.add(question + " " + call.key() + " " + longestWait);
          return turns.isEmpty() ? Turn.granted(Duration.ZERO) : turns.remove();
        }
      };
  private final CallGate gate = gate(false, null);

  private CallGate gate(boolean awsOnly, @Nullable URI endpoint) {
    return gates(awsOnly).at(endpoint, "home");
  }

  private CallGate gates(boolean awsOnly) {
    return CallGate.create(
        limiter,
        awsOnly,
        SimulatedCalls.settings(time, pauses),
        new CallListener() {
          @Override
          public void onWait(Operation operation, Duration duration) {
            assertThat(operation).isEqualTo(CREATE);
            waits.add(duration);
          }
        });
  }

  private void inBackground(Runnable work) {
    var unused =
        CallScope.withPriority(
            CallPriority.BACKGROUND,
            () -> {
              work.run();
              return true;
            });
  }

  private ReservedTurns reserve(Instant latest, Operation... operations) {
    return ReservedTurns.reserve(
        List.of(operations).stream()
            .map(operation -> new ReservableCall(gate, operation))
            .<PlannedCall>map(call -> call)
            .toList(),
        latest);
  }

  private void pass(ReservedTurns reserved) {
    var unused =
        reserved.use(
            () -> {
              gate.pass(CREATE, deadline);
              return true;
            });
  }

  @Test
  void pass_turnIsGranted_waitsAndReportsTheWait() {
    turns.add(CallLimiter.Turn.granted(Duration.ofMillis(200)));

    gate.pass(CREATE, deadline);

    assertThat(asked).containsExactly("reserve home:ivs:CreateChannel PT30S");
    assertThat(pauses).containsExactly(Duration.ofMillis(200));
    assertThat(waits).containsExactly(Duration.ofMillis(200));
  }

  @Test
  void pass_turnIsNow_neitherWaitsNorReports() {
    gate.pass(CREATE, deadline);

    assertThat(pauses).isEmpty();
    assertThat(waits).isEmpty();
  }

  @Test
  void pass_turnIsInLessThanAMillisecond_waitsAMillisecond() {
    turns.add(CallLimiter.Turn.granted(Duration.ofNanos(300)));
    turns.add(CallLimiter.Turn.granted(Duration.ofNanos(1_000_001)));

    gate.pass(CREATE, deadline);
    assertThat(waits).as("a wait of a millisecond is reported").hasSize(1);
    gate.pass(CREATE, deadline);

    assertThat(pauses).containsExactly(Duration.ofMillis(1), Duration.ofNanos(1_000_001));
  }

  @Test
  void pass_deadlineIsNow_passes() {
    gate.pass(CREATE, start);

    assertThat(asked).hasSize(1);
  }

  @Test
  void pass_deadlineHasPassed_asksForNoTurn() {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> gate.pass(CREATE, start.minusMillis(1)))
        .withMessageContaining("its deadline has passed")
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(asked).isEmpty();
  }

  @Test
  void pass_interruptedThread_asksForNoTurn() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> gate.pass(CREATE, deadline))
        .withMessageContaining("the thread was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void pass_interruptedBeforeItsTurn_isNotThrottled() {
    isInterrupting = true;
    turns.add(CallLimiter.Turn.granted(Duration.ofMillis(200)));

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> gate.pass(CREATE, deadline))
        .isNotInstanceOf(ThrottledException.class)
        .withMessageContaining("the thread was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void pass_turnIsRefusedOrAfterTheDeadline_isThrottled() {
    turns.add(CallLimiter.Turn.refused(Duration.ofMillis(1)));
    turns.add(CallLimiter.Turn.granted(Duration.ofSeconds(31)));

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(ThrottledException.class)
          .isThrownBy(() -> gate.pass(CREATE, deadline))
          .withMessageContaining("too many other calls are waiting");
    }
    assertThat(pauses).isEmpty();
    assertThat(waits).isEmpty();
  }

  @Test
  void pass_reservedTurn_isUsedOnceAndRetriesAreCounted() {
    turns.add(CallLimiter.Turn.granted(Duration.ofMillis(500)));
    ReservedTurns reserved = reserve(deadline, CREATE);
    time.advance(Duration.ofMillis(100));

    pass(reserved);
    assertThat(time.instant()).isEqualTo(start.plusMillis(500));
    pass(reserved);

    assertThat(waits)
        .as("from the reservation to its turn, once")
        .containsExactly(Duration.ofMillis(500));
    assertThat(asked)
        .containsExactly("reserve home:ivs:CreateChannel PT30S", "count home:ivs:CreateChannel");
    assertThat(pauses).containsExactly(Duration.ofMillis(400));
  }

  @Test
  void pass_reservedTurnIsAfterTheDeadline_isThrottled() {
    turns.add(CallLimiter.Turn.granted(Duration.ofSeconds(40)));
    ReservedTurns reserved = reserve(start.plusSeconds(50), CREATE);

    assertThatExceptionOfType(ThrottledException.class).isThrownBy(() -> pass(reserved));
  }

  @Test
  void reserve_severalCalls_returnsTheFirstAndTheLastTurn() {
    turns.add(CallLimiter.Turn.granted(Duration.ofMillis(500)));
    turns.add(CallLimiter.Turn.granted(Duration.ofMillis(200)));

    ReservedTurns reserved = reserve(deadline, CREATE, LIST);

    assertThat(reserved.first()).isEqualTo(start.plusMillis(200));
    assertThat(reserved.last()).isEqualTo(start.plusMillis(500));
    assertThat(reserved.latest()).isEqualTo(deadline);
    assertThat(reserve(deadline).first()).isNull();
    assertThat(reserve(deadline).last()).isNull();
  }

  @Test
  void reserve_oneTurnIsRefused_givesTheOthersBack() {
    turns.add(CallLimiter.Turn.granted(Duration.ZERO));
    turns.add(CallLimiter.Turn.refused(Duration.ofSeconds(40)));

    assertThatExceptionOfType(OverloadedException.class)
        .isThrownBy(() -> reserve(deadline, CREATE, LIST))
        .satisfies(e -> assertThat(e.getMessage()).contains("ListChannels"));
    assertThat(asked).last().isEqualTo("give back home:ivs:CreateChannel");
  }

  @Test
  void giveBack_unusedTurn_isReturnedOnceUntilASecondAfterIt() {
    ReservedTurns reserved = reserve(deadline, CREATE);
    time.advance(Duration.ofMillis(999));
    reserved.giveBack();
    reserved.giveBack();
    assertThat(asked).filteredOn(question -> question.startsWith("give back")).hasSize(1);

    ReservedTurns late = reserve(deadline, CREATE);
    time.advance(Duration.ofSeconds(1));
    late.giveBack();

    assertThat(asked).filteredOn(question -> question.startsWith("give back")).hasSize(1);
  }

  @Test
  void giveBack_usedTurn_isKept() {
    ReservedTurns reserved = reserve(deadline, CREATE);
    pass(reserved);

    reserved.giveBack();

    assertThat(asked).noneMatch(question -> question.startsWith("give back"));
  }

  @Test
  void pass_inTheBackground_asksUntilATurnIsGranted() {
    turns.add(CallLimiter.Turn.refused(Duration.ofMillis(200)));
    turns.add(CallLimiter.Turn.refused(Duration.ofMillis(300)));

    inBackground(() -> gate.pass(CREATE, deadline));

    assertThat(asked)
        .containsExactly(
            "reserve home:ivs:CreateChannel PT30S",
            "reserve home:ivs:CreateChannel PT29.8S",
            "reserve home:ivs:CreateChannel PT29.5S");
    assertThat(waits).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void pass_inTheBackgroundAndRefusedUntilTheDeadline_leavesTheQueue() {
    turns.add(CallLimiter.Turn.refused(Duration.ofSeconds(31)));

    inBackground(
        () -> {
          assertThatExceptionOfType(ThrottledException.class)
              .isThrownBy(() -> gate.pass(CREATE, deadline));
          gate.pass(CREATE, deadline);
        });

    assertThat(pauses).as("no call is ahead").isEmpty();
  }

  @Test
  void reserve_inTheBackgroundAndInterrupted_isNotMade() {
    turns.add(CallLimiter.Turn.refused(Duration.ofMillis(200)));
    Thread.currentThread().interrupt();

    inBackground(
        () ->
            assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> reserve(deadline, CREATE))
                .isNotInstanceOf(OverloadedException.class)
                .withMessageContaining("the thread was interrupted"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void pace_untilTheDeadline_waitsForItsTurn() {
    turns.add(CallLimiter.Turn.granted(Duration.ofMillis(40)));
    turns.add(CallLimiter.Turn.refused(Duration.ofMillis(40)));
    turns.add(CallLimiter.Turn.granted(Duration.ofSeconds(31)));

    assertThat(gate.pace(CREATE, deadline)).isTrue();
    assertThat(time.instant()).isEqualTo(start.plusMillis(40));
    assertThat(gate.pace(CREATE, deadline)).isFalse();
    assertThat(gate.pace(CREATE, deadline)).isFalse();
    assertThat(asked.get(0)).isEqualTo("pace home:ivs:CreateChannel PT30S");
  }

  @Test
  void at_endpointOnThisMachine_passesWithoutTheLimiterOfAws() {
    URI local = URI.create("http://localhost:1");

    gate(true, local).pass(CREATE, deadline);
    assertThat(asked).isEmpty();
    gate(true, null).pass(CREATE, deadline);
    gate(false, local).pass(CREATE, deadline);

    assertThat(asked).hasSize(2);
  }
}
