package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {
  private static final Operation CREATE_ROOM = ApiModel.get().operations("CreateRoom").get(0);
  private static final Operation LIST_ROOMS = ApiModel.get().operations("ListRooms").get(0);

  private final FaultInjector faults = new FaultInjector(1);

  @Test
  void jitter_staysWithinItsBoundsAndVaries() {
    faults.add(FaultRule.latency("*", Duration.ofSeconds(1), Duration.ofSeconds(2)));
    Set<Duration> latencies = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      latencies.add(faults.decide(CREATE_ROOM).latency());
    }

    assertThat(latencies)
        .hasSizeGreaterThan(50)
        .allMatch(latency -> latency.compareTo(Duration.ofSeconds(1)) >= 0)
        .allMatch(latency -> latency.compareTo(Duration.ofSeconds(3)) <= 0);
  }

  @Test
  void latency_withTimes_isUsedUp() {
    faults.add(FaultRule.latency("*", Duration.ofSeconds(1)).times(2));

    assertThat(faults.decide(CREATE_ROOM).latency()).isEqualTo(Duration.ofSeconds(1));
    assertThat(faults.decide(LIST_ROOMS).latency()).isEqualTo(Duration.ofSeconds(1));
    assertThat(faults.decide(CREATE_ROOM).latency()).isZero();
  }

  @Test
  void staleness_ofAnyOperation_isNotUsedUpByWhatIsNoList() {
    faults.add(FaultRule.staleList("*", Duration.ofSeconds(1)).times(1));

    assertThat(faults.decide(CREATE_ROOM).staleness()).isZero();
    assertThat(faults.decide(LIST_ROOMS).staleness()).isEqualTo(Duration.ofSeconds(1));
    assertThat(faults.rules()).isEmpty();
  }

  @Test
  void aRuleBehindAnotherOne_isNotUsedUp() {
    faults.add(FaultRule.dropBefore("CreateRoom"));
    faults.add(FaultRule.responseLost("CreateRoom"));

    assertThat(faults.decide(CREATE_ROOM).is(Fault.DROP_BEFORE)).isTrue();
    assertThat(faults.rules()).containsExactly(FaultRule.responseLost("CreateRoom"));
  }

  @Test
  void latency_alsoMeetsARequestThatFails() {
    faults.add(FaultRule.throttle("*"));
    faults.add(FaultRule.latency("*", Duration.ofSeconds(1)));

    FaultInjector.Decision decision = faults.decide(CREATE_ROOM);

    assertThat(decision.is(Fault.ERROR)).isTrue();
    assertThat(decision.latency()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void rules_showHowOftenTheyStillApply() {
    faults.add(FaultRule.throttle("*").times(3));
    faults.decide(CREATE_ROOM);

    assertThat(faults.rules()).containsExactly(FaultRule.throttle("*").times(2));
  }

  @Test
  void aRuleThatIsImprobable_seldomMeetsARequest() {
    faults.add(FaultRule.throttle("*").times(0).probability(0.1));
    int met = 0;
    for (int i = 0; i < 1000; i++) {
      met += faults.decide(CREATE_ROOM).is(Fault.ERROR) ? 1 : 0;
    }

    assertThat(met).isBetween(50, 150);
  }
}
