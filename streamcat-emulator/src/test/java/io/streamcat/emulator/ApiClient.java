package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.model.ServiceModel;
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
 * Calls an emulator as an AWS SDK would, and holds every response that passes through it to the API
 * model: status, error header, an error that the operation declares, and a body that fits its shape
 * and has no member beyond it.
 */
final class ApiClient {
  /** Errors of the protocol, which no service models but which have the shape of any error. */
  private static final Set<String> PROTOCOL_ERRORS =
      Set.of(
          "SerializationException",
          "UnknownOperationException",
          "MethodNotAllowedException",
          "RequestEntityTooLargeException",
          "NotImplementedException");

  /** Errors that any operation can answer, whether it declares them or not. */
  private static final Set<String> COMMON_ERRORS =
      Set.of("ValidationException", "ThrottlingException", "InternalServerException");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Set<String> outcomes = ConcurrentHashMap.newKeySet();
  private final URI endpoint;

  ApiClient(IvsEmulator emulator) {
    this.endpoint = emulator.endpoint();
  }

  /**
   * A response.
   *
   * @param error the value of the header x-amzn-ErrorType, empty on success
   */
  record Answer(int status, String error, Map<String, ?> body) {
    /** Walks down a dotted path; null when there is nothing. */
    Object at(String path) {
      Object value = body;
      for (String name : path.split("\\.", -1)) {
        value = value instanceof Map<?, ?> map ? map.get(name) : null;
      }
      return value;
    }

    /** Tells whether a fault rule made this error. */
    boolean isInjected() {
      return body.toString().contains("was injected by a fault rule");
    }

    String text(String path) {
      return (String) at(path);
    }

    /** Returns one member of every element of a list. */
    List<Object> all(String list, String member) {
      return ((List<?>) at(list)).stream().<Object>map(e -> ((Map<?, ?>) e).get(member)).toList();
    }
  }

  /** Calls an operation that is in one service only. */
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

  /** Sends anything, and holds the response to the model of the operation that it goes to. */
  Answer send(Operation operation, String method, String path, byte[] body) {
    HttpResponse<byte[]> response = exchange(method, path, body);
    Answer answer =
        new Answer(
            response.statusCode(),
            response.headers().firstValue("x-amzn-ErrorType").orElse(""),
            parse(response.body()));
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    if (answer.status() < 300) {
      holdToOutput(operation, answer);
    } else {
      holdToError(operation, answer);
    }
    if (!answer.isInjected() && !PROTOCOL_ERRORS.contains(answer.error())) {
      outcomes.add(operation + " " + (answer.status() < 300 ? "success" : answer.error()));
    }
    return answer;
  }

  /** Returns what operations have answered: their name, and success or an error of theirs. */
  Set<String> outcomes() {
    return Set.copyOf(outcomes);
  }

  HttpResponse<byte[]> exchange(String method, String path, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void holdToOutput(Operation operation, Answer answer) {
    assertThat(answer.status()).as("status of %s", operation).isEqualTo(operation.status());
    if (operation.output() == null) {
      assertThat(answer.body()).isEmpty();
    } else {
      holdToShape(operation.service(), operation.output(), answer.body());
    }
  }

  private static void holdToError(Operation operation, Answer answer) {
    Service service = operation.service();
    if (PROTOCOL_ERRORS.contains(answer.error())) {
      holdToShape(service, "InternalServerException", answer.body());
      return;
    }
    assertThat(ApiModel.get().errorStatus(service, answer.error()))
        .as("status of %s", answer.error())
        .hasValue(answer.status());
    if (!COMMON_ERRORS.contains(answer.error()) && !answer.isInjected()) {
      assertThat(operation.errors()).as("errors of %s", operation).contains(answer.error());
    }
    boolean modelled = ApiModel.get().of(service).errorStatuses().containsKey(answer.error());
    holdToShape(service, modelled ? answer.error() : "InternalServerException", answer.body());
  }

  private static void holdToShape(Service service, String shape, Map<String, ?> body) {
    ServiceModel model = ApiModel.get().of(service);
    assertThat(model.check(shape, body)).as(shape).isEmpty();
    assertThat(model.project(shape, body)).as("members of " + shape).isEqualTo(body);
    if (service != Service.CHAT && shape.endsWith("Exception")) {
      assertThat(body.keySet()).isEqualTo(Set.of("exceptionMessage"));
    }
  }

  private static Map<String, ?> parse(byte[] body) {
    try {
      return body.length == 0 ? Map.of() : Json.parseObject(body);
    } catch (JsonException e) {
      throw new AssertionError(new String(body, StandardCharsets.UTF_8), e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
