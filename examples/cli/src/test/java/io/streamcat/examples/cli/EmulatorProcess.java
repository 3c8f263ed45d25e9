package io.streamcat.examples.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The emulator in a process of its own, called only over HTTP. */
final class EmulatorProcess implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI endpoint;

  private EmulatorProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static EmulatorProcess start() throws IOException {
    Process process =
        new ProcessBuilder(Program.java("emulator.jar", "--port", "0"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // The rest of its output fits into the pipe, which stays open as long as the process.
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String listening = out.readLine();
    return new EmulatorProcess(process, URI.create(listening.substring("listening on ".length())));
  }

  URI endpoint() {
    return endpoint;
  }

  void reset() {
    call("POST", "/_streamcat/reset", "");
  }

  void faults(List<String> rules) {
    call("PUT", "/_streamcat/faults", "[" + String.join(",", rules) + "]");
  }

  /** Returns all resources of a kind: ARN and tags. */
  List<Map<String, Object>> list(String operation, String member) {
    List<Map<String, Object>> all = new ArrayList<>();
    String next = null;
    do {
      String body =
          next == null
              ? "{\"maxResults\":50}"
              : "{\"maxResults\":50,\"nextToken\":\"" + next + "\"}";
      Map<String, Object> page = Json.object(call("POST", "/" + operation, body));
      for (Object item : (List<?>) page.get(member)) {
        all.add(resource((Map<?, ?>) item));
      }
      next = (String) page.get("nextToken");
    } while (next != null);
    return all;
  }

  /** Returns the ARNs of a channel's stream keys. */
  List<Object> streamKeys(String channelArn) {
    String body = "{\"maxResults\":50,\"channelArn\":\"" + channelArn + "\"}";
    Map<String, Object> page = Json.object(call("POST", "/ListStreamKeys", body));
    return ((List<?>) page.get("streamKeys"))
        .stream().<Object>map(key -> ((Map<?, ?>) key).get("arn")).toList();
  }

  /** Calls an operation over plain HTTP, independently of the library. */
  String call(String operation, String input) {
    return call("POST", "/" + operation, input);
  }

  private static Map<String, Object> resource(Map<?, ?> item) {
    return Map.of("arn", item.get("arn"), "tags", item.get("tags"));
  }

  private String call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
