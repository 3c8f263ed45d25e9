package io.streamcat.emulator;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StandaloneIT {
  @AutoClose private final StandaloneJar jar = new StandaloneJar();

  @Test
  void jar_started_printsEndpointAndAnswers() throws Exception {
    Process process = jar.run("--port", "0", "--region", "eu-west-1", "--account", "000000000001");

    assertThat(StandaloneJar.post(StandaloneJar.listening(process), "/CreateStage"))
        .contains("arn:aws:ivs:eu-west-1:000000000001:stage/");
  }

  @Test
  void jar_startedTwice_assignsOtherArns() throws Exception {
    String first =
        StandaloneJar.post(StandaloneJar.listening(jar.run("--port", "0")), "/CreateStage");
    String second =
        StandaloneJar.post(StandaloneJar.listening(jar.run("--port", "0")), "/CreateStage");

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void jar_withQuotas_throttles() throws Exception {
    URI endpoint = StandaloneJar.listening(jar.run("--port", "0", "--enforce-quotas"));
    List<CompletableFuture<HttpResponse<String>>> responses =
        Stream.generate(
                () ->
                    StandaloneJar.HTTP.sendAsync(
                        StandaloneJar.request(endpoint, "/CreateRoom"), ofString()))
            .limit(30)
            .toList();

    assertThat(responses).extracting(response -> response.get().statusCode()).contains(200, 429);
  }

  @Test
  void jar_withDestinations_deliversEvents() throws Exception {
    try (EventSink sink = new EventSink()) {
      URI endpoint =
          StandaloneJar.listening(
              jar.run(
                  "--port",
                  "0",
                  "--event-url",
                  sink.url("/hook").toString(),
                  "--event-header",
                  "X-Key: s3cret",
                  "--event-queue",
                  sink.url("/0/queue").toString(),
                  "--event-duplication",
                  "1",
                  "--event-seed",
                  "5"));
      HttpRequest incident =
          HttpRequest.newBuilder(endpoint.resolve("/_streamcat/incidents"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"Concurrent Viewers\"}"))
              .build();
      StandaloneJar.HTTP.send(incident, ofString());

      assertThat(StandaloneJar.post(endpoint, "/_streamcat/events/await"))
          .isEqualTo("{\"delivered\":true}");
      assertThat(sink.received())
          .extracting(request -> request.path() + request.headers().getFirst("X-Key"))
          .containsExactlyInAnyOrder("/hooks3cret", "/hooks3cret", "/null", "/null");
    }
  }

  @Test
  void jar_terminated_stops() throws Exception {
    Process process = jar.run("--port", "0");
    StandaloneJar.listening(process);

    // Unlike Process.destroy, this keeps the streams open.
    process.toHandle().destroy();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
  }

  @Test
  void jar_portInUse_failsWithMessage() throws Exception {
    try (IvsEmulator other = IvsEmulator.start()) {
      // Without the option, chat uses the next port, which may be in use, too.
      Process process = jar.run("--port", String.valueOf(other.port()), "--chat-port", "0");

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(StandaloneJar.errors(process))
          .contains("Cannot listen on 127.0.0.1:" + other.port());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port,--port needs a value",
    "--port=1,--port=1 is not an option",
    "--port x,--port needs a number",
    "--port 70000,port must be between 0 and 65535",
    "--account 12,accountId must have 12 digits",
    "surprise,surprise is not an option",
    "--chat-port 70000,chatPort must be between 0 and 65535",
    "--review-url x,url must be an http or https URL",
    "--event-url ftp://x,url must be an http or https URL",
    "--event-queue x,queueUrl must be an http or https URL",
    "--event-header x,--event-header needs two values",
    "--event-loss 2,loss must be between 0 and 1",
    "--event-lateness 0.5:x,--event-lateness needs a number",
    "--seed x,--seed needs a number",
    "--latency x,--latency needs a number",
    "--latency -1,delay must not be negative",
    "--latency 5:x,--latency needs a number",
    "--cors example.com,cors must be * or an origin",
    "--clock noon,--clock needs a time such as 2030-01-01T00:00:00Z"
  })
  void jar_invalidOptions_failsWithMessage(String arguments, String message) throws Exception {
    Process process = jar.run(arguments.split(" ", -1));

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(StandaloneJar.errors(process)).contains(message);
  }

  @Test
  void jar_help_explainsOptions() throws Exception {
    Process process = jar.run("--help");

    assertThat(process.waitFor()).isZero();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains("--port", "--host", "--region", "--account", "--enforce-quotas")
        .contains("--chat-port", "--review-url", "--event-url", "--event-queue")
        .contains("--state", "--seed", "--clock");
  }
}
