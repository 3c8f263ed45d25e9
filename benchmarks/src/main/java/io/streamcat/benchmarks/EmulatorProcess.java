package io.streamcat.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An emulator in a JVM of its own, so that its allocation and CPU time are not counted; it ends
 * with the JVM that started it at the latest.
 */
final class EmulatorProcess implements AutoCloseable {

  private final Process process;
  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private EmulatorProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts an emulator that warms up quickly and uses little CPU for anything except requests,
   * because it shares the processors.
   */
  static EmulatorProcess start() {
    return start("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  }

  /** Starts an emulator with the default options of the JVM. */
  static EmulatorProcess startPlainly() {
    return start(new String[0]);
  }

  private static EmulatorProcess start(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), EmulatorMain.class.getName()));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String endpoint = process.inputReader(StandardCharsets.UTF_8).readLine();
      if (endpoint == null) {
        process.destroy();
        throw new IllegalStateException("the emulator did not start");
      }
      return new EmulatorProcess(process, URI.create(endpoint));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return endpoint;
  }

  /** Deletes all resources, recorded requests and delays. */
  void reset() {
    send("POST", "/_streamcat/reset", BodyPublishers.noBody());
  }

  /**
   * Delays operations.
   *
   * @param delays the delay by operation
   */
  void delay(Map<String, Duration> delays) {
    String rules =
        delays.entrySet().stream()
            .map(
                delay ->
                    "{\"operation\":\"%s\",\"fault\":\"LATENCY\",\"delayMillis\":%s}"
                        .formatted(delay.getKey(), delay.getValue().toMillis()))
            .collect(Collectors.joining(",", "[", "]"));
    send("PUT", "/_streamcat/faults", BodyPublishers.ofString(rules));
  }

  private void send(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path)).method(method, body).build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response + ": " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + request, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
