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
  void factory_invalidComponent_namesIt(String component, ThrowingCallable rule) {
    assertThatIllegalArgumentException().isThrownBy(rule).withMessageStartingWith(component + " ");
  }

  static Stream<Arguments> factory_invalidComponent_namesIt() {
    return Stream.of(
        bad("operation", () -> FaultRule.throttle("createChannel")),
        bad("operation", () -> FaultRule.staleList("GetChannel", SECOND)),
        bad("operation", () -> FaultRule.staleList("ListTagsForResource", SECOND)),
        bad("operation", () -> FaultRule.shiftingList("GetChannel")),
        bad("operation", () -> FaultRule.lateEffect("GetChannel", SECOND)),
        bad("operation", () -> FaultRule.lateEffect("BatchGetChannel", SECOND)),
        bad("operation", () -> FaultRule.lateEffect("ListTagsForResource", SECOND)),
        bad("operation", () -> FaultRule.newNotFound("ListChannels", SECOND)),
        bad("operation", () -> FaultRule.newNotFound("CreateChannel", SECOND)),
        bad("operation", () -> FaultRule.lateTags("TagResource", SECOND)),
        bad("operation", () -> FaultRule.lateTags("BatchStartViewerSessionRevocation", SECOND)),
        bad("operation", () -> FaultRule.bodyCutOff("DeleteChannel")),
        bad("error", () -> FaultRule.error("CreateChannel", null)),
        bad("error", () -> FaultRule.errorAfter("CreateChannel", null)),
        bad("error", () -> FaultRule.errorAfter("CreateRoom", "ChannelNotBroadcasting")),
        bad("error", () -> FaultRule.lateEffect("CreateRoom", SECOND, "NoSuchException")),
        bad("error", () -> FaultRule.error("CreateChannel", "NoSuchException")),
        bad("error", () -> FaultRule.error("CreateRoom", "ChannelNotBroadcasting")),
        bad("error", () -> FaultRule.error("CreateRoom", "SerializationException")),
        bad("error", () -> rule(Fault.LATENCY, "ThrottlingException", SECOND, Duration.ZERO)),
        bad("times", () -> FaultRule.throttle("*").times(-1)),
        bad("probability", () -> FaultRule.throttle("*").probability(-0.1)),
        bad("probability", () -> FaultRule.throttle("*").probability(1.1)),
        bad("probability", () -> FaultRule.throttle("*").probability(Double.NaN)),
        bad("delay", () -> FaultRule.latency("*", SECOND.negated())),
        bad("delay", () -> FaultRule.staleList("*", Duration.ofHours(2))),
        bad("delay", () -> FaultRule.lateEffect("*", Duration.ofHours(2))),
        bad("delay", () -> FaultRule.newNotFound("*", Duration.ofHours(2))),
        bad("delay", () -> FaultRule.lateTags("*", SECOND.negated())),
        bad("delay", () -> rule(Fault.DROP_BEFORE, null, SECOND, Duration.ZERO)),
        bad("delay", () -> rule(Fault.SHIFTING_LIST, null, SECOND, Duration.ZERO)),
        bad("delay", () -> rule(Fault.ERROR_AFTER, "ServiceUnavailable", SECOND, Duration.ZERO)),
        bad("jitter", () -> FaultRule.latency("*", SECOND, SECOND.negated())),
        bad("jitter", () -> FaultRule.latency("*", SECOND, Duration.ofHours(2))),
        bad("jitter", () -> rule(Fault.STALE_LIST, null, SECOND, SECOND)),
        bad("jitter", () -> rule(Fault.LATE_EFFECT, null, SECOND, SECOND)));
  }

  @Test
  void error_ofAnyService_isValidForRealTime() {
    assertThatNoException().isThrownBy(() -> FaultRule.throttle("CreateStage"));
    assertThatNoException().isThrownBy(() -> FaultRule.error("CreateStage", "ServiceUnavailable"));
  }

  @Test
  void factory_anyFault_defaultsToOnceOrUntilRemoved() {
    assertThat(FaultRule.throttle("*").times()).isEqualTo(1);
    assertThat(FaultRule.dropBefore("*").times()).isEqualTo(1);
    assertThat(FaultRule.responseLost("*").times()).isEqualTo(1);
    assertThat(FaultRule.errorAfter("*", "ServiceUnavailable").times()).isEqualTo(1);
    assertThat(FaultRule.bodyCutOff("*").times()).isEqualTo(1);
    assertThat(FaultRule.lateEffect("*", SECOND).times()).isEqualTo(1);
    assertThat(FaultRule.latency("*", SECOND).times()).isZero();
    assertThat(FaultRule.staleList("*", SECOND).times()).isZero();
    assertThat(FaultRule.shiftingList("*").times()).isZero();
    assertThat(FaultRule.newNotFound("*", SECOND).times()).isZero();
    assertThat(FaultRule.lateTags("*", SECOND).times()).isZero();
  }

  @Test
  void factory_misplacedComponent_namesItsFaults() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(Fault.DROP_BEFORE, null, SECOND, Duration.ZERO))
        .withMessage(
            "delay applies only to LATENCY, LATE_EFFECT, STALE_LIST, NEW_NOT_FOUND, LATE_TAGS");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> rule(Fault.BODY_CUT_OFF, "ServiceUnavailable", Duration.ZERO, Duration.ZERO))
        .withMessage("error applies only to ERROR, ERROR_AFTER, LATE_EFFECT");
  }

  private static Arguments bad(String component, ThrowingCallable rule) {
    return Arguments.of(component, rule);
  }

  private static FaultRule rule(Fault fault, String error, Duration delay, Duration jitter) {
    return new FaultRule("*", fault, error, 1, 1, delay, jitter);
  }
}
