package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.outbound.EventDelivery;
import io.streamcat.emulator.internal.resource.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final EventDestination listener = EventDestination.listener(heard::add);

  @Test
  void faults_withProbabilities_happenAsOften() throws Exception {
    List<String> emitted =
        deliver(EventFaults.NONE.loss(0.1).duplication(0.2).reordering(0.3), 1000);

    assertThat(new HashSet<>(heard)).hasSizeBetween(850, 950);
    assertThat(heard.size() - new HashSet<>(heard).size()).isBetween(120, 240);
    assertThat(emitted).containsAll(heard);
    List<String> inOrder = new ArrayList<>(emitted);
    inOrder.retainAll(heard);
    assertThat(heard.stream().distinct()).isNotEqualTo(inOrder);
  }

  @Test
  void faults_sameSeedAndHistory_makeSameDeliveries() throws Exception {
    EventFaults faults = EventFaults.NONE.loss(0.3).duplication(0.3).reordering(0.3).seed(7);
    List<Integer> first = positions(deliver(faults, 100));

    assertThat(positions(deliver(faults, 100))).isEqualTo(first);
    assertThat(positions(deliver(faults.seed(8), 100))).isNotEqualTo(first);
  }

  @Test
  void reordering_overtakenEvent_comesAfterAtMostFiveOthers() throws Exception {
    List<Integer> positions = positions(deliver(EventFaults.NONE.reordering(0.2), 500));

    assertThat(positions).hasSize(500).isNotEqualTo(positions.stream().sorted().toList());
    for (int i = 0; i < positions.size(); i++) {
      assertThat(i - positions.get(i)).isBetween(-5, 10);
    }
  }

  @Test
  void faults_invalidValues_areRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventFaults.NONE.loss(1.1))
        .withMessage("loss must be between 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventFaults.NONE.duplication(Double.NaN))
        .withMessage("duplication must be between 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventFaults.NONE.lateness(0.5, Duration.ofHours(2)))
        .withMessage("delay must be between zero and an hour");
  }

  /** Delivers events to the listener under faults and returns the emitted events. */
  private List<String> deliver(EventFaults faults, int count) throws InterruptedException {
    heard.clear();
    ControlPlane controlPlane =
        new ControlPlane(
            new Settings(
                "us-east-1",
                "123456789012",
                Clock.systemUTC(),
                1,
                Duration.ZERO,
                Duration.ZERO,
                Map.of()));
    try (EventDelivery delivery =
        new EventDelivery(
            controlPlane, d -> d.open("us-east-1"), List.of(listener), Duration.ofHours(1))) {
      delivery.faults(faults);
      for (int i = 0; i < count; i++) {
        controlPlane.report("Concurrent Viewers", "", "");
      }
      assertThat(delivery.awaitDelivery(LONG)).isTrue();
      return delivery.emitted();
    }
  }

  /**
   * Returns the positions of the received events among the emitted ones, in the order of receipt.
   */
  private List<Integer> positions(List<String> emitted) {
    return heard.stream().map(emitted::indexOf).toList();
  }
}
