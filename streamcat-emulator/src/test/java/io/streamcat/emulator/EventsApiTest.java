package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsApiTest extends EmulatorTest {
  @Test
  void events_afterChange_returnsEmittedEvents() throws JsonException {
    control("POST", "incidents", "{'name': 'Concurrent Viewers'}");

    assertThat(Json.parse(control("GET", "events", "").body()))
        .isEqualTo(
            List.of(
                Json.parse(emulator.events().emitted().get(0).getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void incidents_ofResources_changeState() throws JsonException {
    String channel = createChannel("c");
    emulator.startStream(channel);

    control(
        "POST",
        "incidents",
        "{'name': 'Stream Failure', 'arn': '" + channel + "', 'reason': 'No capacity.'}");

    assertThat(emulator.events().emitted().get(2)).contains("No capacity.");
  }

  @Test
  void destinations_added_receiveEvents() throws Exception {
    try (EventSink sink = new EventSink()) {
      control(
          "POST",
          "events/destinations",
          "{'url': '%s', 'header': 'X-Key', 'secret': 's3cret'}".formatted(sink.url("/hook")));
      control("POST", "events/destinations", "{'queueUrl': '%s'}".formatted(sink.url("/0/queue")));
      control("POST", "incidents", "{'name': 'Concurrent Viewers'}");

      assertThat(Json.parse(control("POST", "events/await", "{'timeoutMillis': 30000}").body()))
          .isEqualTo(Map.of("delivered", true));
      assertThat(sink.received()).hasSize(2);
      assertThat(Json.parse(control("GET", "events/destinations", "").body()))
          .isEqualTo(List.of(sink.url("/hook").toString(), sink.url("/0/queue").toString()));

      control("DELETE", "events/destinations", "");
      assertThat(emulator.events().destinations()).isEmpty();
    }
  }

  @Test
  void faults_setReadAndRemoved_apply() throws JsonException {
    String faults =
        "{'loss': 0.1, 'duplication': 0.2, 'reordering': 0.3, 'lateness': 0.4,"
            + " 'delayMillis': 5, 'seed': 6}";

    control("PUT", "events/faults", faults);

    assertThat(emulator.events().faults())
        .isEqualTo(new EventFaults(0.1, 0.2, 0.3, 0.4, Duration.ofMillis(5), 6));
    assertThat(Json.parse(control("GET", "events/faults", "").body()))
        .isEqualTo(Json.parse(json(faults)));
    control("DELETE", "events/faults", "");
    assertThat(emulator.events().faults()).isEqualTo(EventFaults.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | incidents | {} | 400 | name must be a string",
        "POST | incidents | {'name': 'Boredom'} | 400 | name must be one of",
        "POST | incidents | {'name': 'Stream Failure', 'arn': 'x'} | 404 | not found",
        "POST | incidents | {'name': 'Stream Failure', 'channel': 'x'} | 400 | channel must be",
        "GET | incidents | '' | 405 | method",
        "POST | events/destinations | {} | 400 | url must be a string",
        "POST | events/destinations | {'url': 'x'} | 400 | url must be an http",
        "POST | events/destinations | {'url': 'http://a', 'header': 'x'} | 400 | secret must be",
        "POST | events/destinations | {'queueUrl': 'a b'} | 400 | Illegal character",
        "PUT | events/faults | {'loss': 2} | 400 | loss must be between 0 and 1",
        "PUT | events/faults | {'loss': 'x'} | 400 | loss must be a number",
        "PUT | events/faults | {'delay': 2} | 400 | delay must be one of",
        "PUT | events/faults | {'seed': 0.5} | 400 | seed must be a whole number",
        "POST | events/await | {'timeoutMillis': 60001} | 400 | timeoutMillis must be between",
        "POST | events | {} | 405 | method",
        "GET | events/await | '' | 405 | method",
        "GET | events/nothing | '' | 404 | not part"
      })
  void whatCannotBeDone_isRefused(
      String method, String path, String body, int status, String message) {
    HttpResponse<byte[]> response = control(method, path, body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(message);
  }

  private HttpResponse<byte[]> control(String method, String path, String body) {
    return aws.exchange(method, "/_streamcat/" + path, json(body));
  }

  private static byte[] json(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
