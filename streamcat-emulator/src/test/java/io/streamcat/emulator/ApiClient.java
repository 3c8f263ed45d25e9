package io.streamcat.emulator;

import io.streamcat.emulator.internal.control.ControlApi;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client that calls an emulator as an AWS SDK would. {@link ResponseCheck} checks every response
 * against the API model.
 */
final class ApiClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Set<String> outcomes = ConcurrentHashMap.newKeySet();
  private final URI endpoint;

  ApiClient(IvsEmulator emulator) {
    this(emulator.endpoint());
  }

  ApiClient(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * A response.
   *
   * @param error the value of the header x-amzn-ErrorType, empty on success
   */
  record Answer(int status, String error, Map<String, ?> body) {
    /** Returns the value at a dotted path, or null. */
    Object at(String path) {
      Object value = body;
      for (String name : path.split("\\.", -1)) {
        value = value instanceof Map<?, ?> map ? map.get(name) : null;
      }
      return value;
    }

    /** Returns whether a fault rule caused this error. */
    boolean isInjected() {
      return ResponseCheck.isInjected(body);
    }

    String text(String path) {
      return (String) at(path);
    }

    /** Returns one member of every element of a list. */
    List<Object> all(String list, String member) {
      return ((List<?>) at(list)).stream().<Object>map(e -> ((Map<?, ?>) e).get(member)).toList();
    }
  }

  /** Calls an operation that exists in one service only. */
  Answer call(String operation, Map<String, ?> input) {
    Operation known = ApiModel.get().operations(operation).get(0);
    return send(known, known.method(), known.uri(), Json.write(input));
  }

  /** Calls an operation without input. */
  Answer call(String operation) {
    return call(operation, Map.of());
  }

  Answer tag(Service service, String arn, Map<String, String> tags) {
    return tags(service, "TagResource", arn, "", Json.write(Map.of("tags", tags)));
  }

  Answer untag(Service service, String arn, String... keys) {
    StringBuilder query = new StringBuilder();
    for (String key : keys) {
      query.append(query.isEmpty() ? "?" : "&").append("tagKeys=").append(encode(key));
    }
    return tags(service, "UntagResource", arn, query.toString(), new byte[0]);
  }

  Answer listTags(Service service, String arn) {
    return tags(service, "ListTagsForResource", arn, "", new byte[0]);
  }

  private Answer tags(Service service, String name, String arn, String query, byte[] body) {
    Operation operation = ApiModel.get().of(service).operations().get(name);
    return send(operation, operation.method(), "/tags/" + encode(arn) + query, body);
  }

  /** Sends any request to an operation and records the outcome. */
  Answer send(Operation operation, String method, String path, byte[] body) {
    HttpResponse<byte[]> response = exchange(method, path, body);
    Answer answer =
        new Answer(
            response.statusCode(),
            response.headers().firstValue("x-amzn-ErrorType").orElse(""),
            ResponseCheck.parse(response.body()));
    if (!answer.isInjected() && !ResponseCheck.PROTOCOL_ERRORS.contains(answer.error())) {
      outcomes.add(operation + " " + (answer.status() < 300 ? "success" : answer.error()));
    }
    return answer;
  }

  /** Returns the recorded outcomes: the operation with success or an error. */
  Set<String> outcomes() {
    return Set.copyOf(outcomes);
  }

  /** Sends any request to any path. */
  HttpResponse<byte[]> exchange(String method, String path, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (!path.startsWith(ControlApi.PATH)) {
        ResponseCheck.hold(method, path, response);
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
