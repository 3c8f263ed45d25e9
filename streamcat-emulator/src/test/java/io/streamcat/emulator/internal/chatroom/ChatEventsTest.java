package io.streamcat.emulator.internal.chatroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.resource.Distortion;
import io.streamcat.emulator.internal.resource.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatEventsTest {
  private final ControlPlane controlPlane =
      new ControlPlane(
          new Settings(
              "eu-west-1",
              "123456789012",
              Clock.systemUTC(),
              1,
              Duration.ZERO,
              Duration.ZERO,
              Map.of()));

  @Test
  void listen_laterEvents_areReceived() {
    String room = (String) call("CreateRoom", Map.of()).get("arn");
    send(room, "before");
    List<ChatEvent> heard = new ArrayList<>();

    controlPlane.chat().onEvent(heard::add);
    send(room, "first");
    send(room, "second");

    assertThat(heard).extracting(ChatEvent::name).containsExactly("first", "second");
    assertThat(controlPlane.chatEvents()).endsWith(heard.get(0), heard.get(1)).hasSize(3);
  }

  private void send(String room, String name) {
    call("SendEvent", Map.of("roomIdentifier", room, "eventName", name));
  }

  private Map<String, Object> call(String operation, Map<String, ?> input) {
    return controlPlane.call(ApiModel.get().operations(operation).get(0), input, Distortion.NONE);
  }
}
