package io.streamcat.emulator.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.Fault;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.resource.Distortion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {
  private static final Operation CREATE_ROOM = ApiModel.get().operations("CreateRoom").get(0);
  private static final Operation GET_ROOM = ApiModel.get().operations("GetRoom").get(0);
  private static final Operation DELETE_ROOM = ApiModel.get().operations("DeleteRoom").get(0);
  private static final Operation LIST_ROOMS = ApiModel.get().operations("ListRooms").get(0);

  private final FaultInjector faults = new FaultInjector(1);

  @Test
  void latency_withJitter_variesWithinBounds() {
    faults.add(FaultRule.latency("*", Duration.ofSeconds(1), Duration.ofSeconds(2)));
    Set<Duration> latencies = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      latencies.add(decide(CREATE_ROOM).latency());
    }

    assertThat(latencies)
        .hasSizeGreaterThan(50)
        .allMatch(latency -> latency.compareTo(Duration.ofSeconds(1)) >= 0)
        .allMatch(latency -> latency.compareTo(Duration.ofSeconds(3)) <= 0);
  }

  @Test
  void latency_withTimes_isUsedUp() {
    faults.add(FaultRule.latency("*", Duration.ofSeconds(1)).times(2));

    assertThat(decide(CREATE_ROOM).latency()).isEqualTo(Duration.ofSeconds(1));
    assertThat(decide(LIST_ROOMS).latency()).isEqualTo(Duration.ofSeconds(1));
    assertThat(decide(CREATE_ROOM).latency()).isZero();
  }

  @Test
  void staleList_otherOperation_isNotUsedUp() {
    faults.add(FaultRule.staleList("*", Duration.ofSeconds(1)).times(1));

    assertThat(decide(CREATE_ROOM).distortion().listAge()).isZero();
    assertThat(decide(LIST_ROOMS).distortion().listAge()).isEqualTo(Duration.ofSeconds(1));
    assertThat(faults.rules()).isEmpty();
  }

  @Test
  void anyOperation_outOfScope_isNotUsedUp() {
    Duration second = Duration.ofSeconds(1);
    faults.add(FaultRule.lateEffect("*", second));
    faults.add(FaultRule.bodyCutOff("*"));
    faults.add(FaultRule.newNotFound("*", second).times(1));
    faults.add(FaultRule.lateTags("*", second).times(1));

    assertThat(incident(GET_ROOM)).isEqualTo(Fault.BODY_CUT_OFF);
    assertThat(decide(DELETE_ROOM).incident()).isEqualTo(FaultRule.lateEffect("*", second));
    assertThat(faults.rules()).isEmpty();
  }

  @Test
  void shiftingList_firstPage_isNotUsedUp() {
    faults.add(FaultRule.shiftingList("*").times(1));

    assertThat(decide(LIST_ROOMS).distortion().shift()).isZero();
    assertThat(faults.decide(LIST_ROOMS, Map.of("nextToken", "")).distortion().shift()).isZero();
    assertThat(faults.decide(LIST_ROOMS, Map.of("nextToken", "t")).distortion().shift())
        .isIn(1, -1);
    assertThat(faults.rules()).isEmpty();
  }

  @Test
  void conditions_severalRules_addUpAndApplyWithIncident() {
    faults.add(FaultRule.responseLost("GetRoom"));
    for (int seconds : List.of(1, 3, 2)) {
      faults.add(FaultRule.newNotFound("GetRoom", Duration.ofSeconds(seconds)));
      faults.add(FaultRule.lateTags("GetRoom", Duration.ofSeconds(2L * seconds)));
    }

    assertThat(decide(GET_ROOM))
        .isEqualTo(
            new FaultInjector.Decision(
                Duration.ZERO,
                new Distortion(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(6), 0),
                FaultRule.responseLost("GetRoom")));
  }

  @Test
  void incident_behindAnotherRule_isNotUsedUp() {
    faults.add(FaultRule.dropBefore("CreateRoom"));
    faults.add(FaultRule.responseLost("CreateRoom"));

    assertThat(incident(CREATE_ROOM)).isEqualTo(Fault.DROP_BEFORE);
    assertThat(faults.rules()).containsExactly(FaultRule.responseLost("CreateRoom"));
  }

  @Test
  void latency_failingRequest_applies() {
    faults.add(FaultRule.throttle("*"));
    faults.add(FaultRule.latency("*", Duration.ofSeconds(1)));

    FaultInjector.Decision decision = decide(CREATE_ROOM);

    assertThat(decision.incident()).isEqualTo(FaultRule.throttle("*"));
    assertThat(decision.latency()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void rules_partlyUsedUp_showRemainingTimes() {
    faults.add(FaultRule.throttle("*").times(3));
    decide(CREATE_ROOM);

    assertThat(faults.rules()).containsExactly(FaultRule.throttle("*").times(2));
  }

  @Test
  void probability_low_seldomApplies() {
    faults.add(FaultRule.throttle("*").times(0).probability(0.1));
    int met = 0;
    for (int i = 0; i < 1000; i++) {
      met += incident(CREATE_ROOM) == Fault.ERROR ? 1 : 0;
    }

    assertThat(met).isBetween(50, 150);
  }

  private FaultInjector.Decision decide(Operation operation) {
    return faults.decide(operation, Map.of());
  }

  private Fault incident(Operation operation) {
    FaultRule incident = decide(operation).incident();
    return incident == null ? null : incident.fault();
  }
}
