package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AwsException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.NewUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CallScopeTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final EmulatedAws aws = new EmulatedAws();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void priority_outsideOfAnyScope_isForegroundWithoutDeadline() {
    assertThat(CallScope.priority()).isEqualTo(CallPriority.FOREGROUND);
    assertThat(CallScope.deadline()).isNull();
  }

  @Test
  void withDeadline_nested_keepsTheEarlierOne() {
    Instant later = NOON.plusSeconds(1);

    assertThat(nested(NOON, later)).isEqualTo(NOON);
    assertThat(nested(later, NOON)).isEqualTo(NOON);
    assertThat(CallScope.deadline()).isNull();
  }

  private static Instant nested(Instant outer, Instant inner) {
    return CallScope.withDeadline(
        outer, () -> CallScope.withDeadline(inner, () -> CallScope.deadline()));
  }

  @Test
  void withPriority_keepsTheDeadlineAndEndsWithTheWork() {
    CallScope.withDeadline(
        NOON,
        () ->
            CallScope.withPriority(
                CallPriority.BACKGROUND,
                () -> {
                  assertThat(CallScope.deadline()).isEqualTo(NOON);
                  assertThat(CallScope.priority()).isEqualTo(CallPriority.BACKGROUND);
                  return true;
                }));

    assertThat(CallScope.priority()).isEqualTo(CallPriority.FOREGROUND);
  }

  @Test
  void withPriority_nested_restoresTheOuterScope() {
    CallPriority outer =
        CallScope.withPriority(
            CallPriority.BACKGROUND,
            () -> {
              CallPriority inner =
                  CallScope.withPriority(CallPriority.FOREGROUND, CallScope::priority);
              assertThat(inner).isEqualTo(CallPriority.FOREGROUND);
              return CallScope.priority();
            });

    assertThat(outer).isEqualTo(CallPriority.BACKGROUND);
  }

  @Test
  void withoutDeadline_insideADeadline_runsTheWorkWithoutIt() {
    List<String> deadlines = new ArrayList<>();

    CallScope.withDeadline(
        NOON,
        () -> {
          CallScope.withoutDeadline(() -> deadlines.add(String.valueOf(CallScope.deadline())));
          return true;
        });

    assertThat(deadlines).containsExactly("null");
  }

  @Test
  void carried_onAnotherThread_keepsPriorityAndDeadline() {
    Supplier<String> work =
        CallScope.withDeadline(
            NOON,
            () ->
                CallScope.withPriority(
                    CallPriority.BACKGROUND,
                    () ->
                        CallScope.carried(
                            () -> CallScope.priority() + " " + CallScope.deadline())));

    assertThat(CompletableFuture.supplyAsync(work).join()).isEqualTo("BACKGROUND " + NOON);
    assertThat(work.get()).isEqualTo("BACKGROUND " + NOON);
    assertThat(CallScope.priority()).isEqualTo(CallPriority.FOREGROUND);
  }

  @Test
  void provision_withADiagnosticContext_isVisibleToListenersOnEveryThread() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (StreamCat streamcat =
        aws.streamCat()
            .users(u -> u.listener(step -> seen.add(String.valueOf(MDC.get("request")))))
            .aws(
                a ->
                    a.callListener(
                        new CallListener() {
                          @Override
                          public void onCall(
                              Operation operation, CallOutcome outcome, Duration duration) {
                            seen.add(String.valueOf(MDC.get("request")));
                            threads.add(Thread.currentThread().getName());
                          }
                        }))
            .build()) {
      MDC.put("request", "4711");
      streamcat.users().provision(NewUser.withId("42"));
    } finally {
      MDC.remove("request");
    }

    assertThat(seen).containsExactly("4711");
    assertThat(threads).hasSizeGreaterThan(1);
  }

  @Test
  void withDeadline_shorterThanTheOperationTimeout_endsTheOperation() {
    aws.emulator().faults().add(FaultRule.throttle("CreateChannel").times(0));
    Instant deadline = aws.time().instant().plusSeconds(3);
    try (StreamCat streamcat = aws.streamCat().build()) {
      assertThatExceptionOfType(AwsException.class)
          .isThrownBy(
              () ->
                  CallScope.withDeadline(
                      deadline,
                      () -> streamcat.channelService().create("todd", ChannelSettings.defaults())));
    }

    assertThat(aws.time().instant()).isBetween(deadline.minus(Duration.ofSeconds(3)), deadline);
  }
}
