package io.streamcat.emulator.internal.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventBusTest {
  private final ControlPlane controlPlane =
      new ControlPlane(
          new Settings(
              "us-east-1",
              "123456789012",
              Clock.systemUTC(),
              1,
              Duration.ZERO,
              Duration.ZERO,
              Map.of()));
  private final List<String> calls = new ArrayList<>();

  /** The delivery registers first, and must not send what the recorder does not know. */
  @Test
  void listeners_anyEvent_firstOneIsCalledLast() {
    controlPlane.onEvent(event -> calls.add("delivery"));
    controlPlane.media().onEvent(event -> calls.add("recorder"));

    controlPlane.report("Concurrent Viewers", "", "");

    assertThat(calls).containsExactly("recorder", "delivery");
  }
}
