package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The base of event tests: a channel, and the emitted events as JSON. */
abstract class EventsTest extends EmulatorTest {
  final String channel = createChannel("todd");

  /** Returns the details of all events of a type, which must all belong to one resource. */
  List<Map<String, Object>> details(String type, String resource) {
    assertThat(emitted().stream().filter(e -> e.get("detail-type").equals(type)))
        .allSatisfy(e -> assertThat(e.get("resources")).isEqualTo(List.of(resource)));
    return details(type);
  }

  List<Map<String, Object>> emitted() {
    return emulator.events().emitted().stream().map(EventsTest::parse).toList();
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> details(String type) {
    return emitted().stream()
        .filter(e -> e.get("detail-type").equals(type))
        .map(e -> (Map<String, Object>) e.get("detail"))
        .toList();
  }

  static Object name(Map<String, Object> event) {
    Map<?, ?> detail = (Map<?, ?>) event.get("detail");
    return detail.containsKey("event_name")
        ? detail.get("event_name")
        : detail.get("recording_status");
  }

  static String id(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> parse(String event) {
    try {
      return (Map<String, Object>) Json.parse(event.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new AssertionError(event, e);
    }
  }

  String streamId() {
    return aws.call("GetStream", Map.of("channelArn", channel)).text("stream.streamId");
  }
}
