package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultRuleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @MethodSource
  void aComponentThatIsNotValid_isNamed(String component, ThrowingCallable rule) {
    assertThatIllegalArgumentException().isThrownBy(rule).withMessageStartingWith(component + " ");
  }

  static Stream<Arguments> aComponentThatIsNotValid_isNamed() {
    return Stream.of(
        bad("operation", () -> FaultRule.throttle("createChannel")),
        bad("operation", () -> FaultRule.staleList("GetChannel", SECOND)),
        bad("operation", () -> FaultRule.staleList("ListTagsForResource", SECOND)),
        bad("error", () -> FaultRule.error("CreateChannel", null)),
        bad("error", () -> FaultRule.error("CreateChannel", "NoSuchException")),
        bad("error", () -> FaultRule.error("CreateRoom", "ChannelNotBroadcasting")),
        bad("error", () -> rule(Fault.LATENCY, "ThrottlingException", SECOND, Duration.ZERO)),
        bad("times", () -> FaultRule.throttle("*").times(-1)),
        bad("probability", () -> FaultRule.throttle("*").probability(-0.1)),
        bad("probability", () -> FaultRule.throttle("*").probability(1.1)),
        bad("probability", () -> FaultRule.throttle("*").probability(Double.NaN)),
        bad("delay", () -> FaultRule.latency("*", SECOND.negated())),
        bad("delay", () -> FaultRule.staleList("*", Duration.ofHours(2))),
        bad("delay", () -> rule(Fault.DROP_BEFORE, null, SECOND, Duration.ZERO)),
        bad("jitter", () -> FaultRule.latency("*", SECOND, SECOND.negated())),
        bad("jitter", () -> FaultRule.latency("*", SECOND, Duration.ofHours(2))),
        bad("jitter", () -> rule(Fault.STALE_LIST, null, SECOND, SECOND)));
  }

  @Test
  void anErrorThatAnyServiceCanAnswer_isValidForRealTime() {
    assertThatNoException().isThrownBy(() -> FaultRule.throttle("CreateStage"));
    assertThatNoException().isThrownBy(() -> FaultRule.error("CreateStage", "ServiceUnavailable"));
  }

  @Test
  void factories_defaultToOnceOrUntilRemoved() {
    assertThat(FaultRule.throttle("*").times()).isEqualTo(1);
    assertThat(FaultRule.dropBefore("*").times()).isEqualTo(1);
    assertThat(FaultRule.responseLost("*").times()).isEqualTo(1);
    assertThat(FaultRule.latency("*", SECOND).times()).isZero();
    assertThat(FaultRule.staleList("*", SECOND).times()).isZero();
  }

  private static Arguments bad(String component, ThrowingCallable rule) {
    return Arguments.of(component, rule);
  }

  private static FaultRule rule(Fault fault, String error, Duration delay, Duration jitter) {
    return new FaultRule("*", fault, error, 1, 1, delay, jitter);
  }
}
