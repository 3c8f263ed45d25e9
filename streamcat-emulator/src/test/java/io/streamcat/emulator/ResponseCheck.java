package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.model.ServiceModel;
import io.streamcat.emulator.internal.server.Router;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A check of responses against the API model: the status, the error header, declared errors, and a
 * body that matches its shape without further members.
 */
final class ResponseCheck {
  /** Protocol errors, which no service models, but which have the shape of an error. */
  static final Set<String> PROTOCOL_ERRORS =
      Set.of(
          "SerializationException",
          "UnknownOperationException",
          "MethodNotAllowedException",
          "RequestEntityTooLargeException",
          "NotImplementedException");

  /** Errors that every operation can answer, declared or not. */
  private static final Set<String> COMMON_ERRORS =
      Set.of("ValidationException", "ThrottlingException", "InternalServerException");

  private ResponseCheck() {}

  /** Returns whether a fault rule caused an error. */
  static boolean isInjected(Map<String, ?> body) {
    return body.toString().contains("was injected by a fault rule");
  }

  /** Checks the response to a request, unless it goes to the control API. */
  static void hold(String method, String path, HttpResponse<byte[]> response) {
    String error = response.headers().firstValue("x-amzn-ErrorType").orElse("");
    hold(method, path, response.statusCode(), error, response.body());
    assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  static void hold(String method, String path, int status, String error, byte[] bytes) {
    if (method.equals("HEAD")) {
      assertThat(PROTOCOL_ERRORS).contains(error);
      return;
    }
    Map<String, ?> body = parse(bytes);
    Optional<Operation> operation = operation(method, path);
    if (operation.isEmpty() || PROTOCOL_ERRORS.contains(error)) {
      assertThat(PROTOCOL_ERRORS).contains(error);
      assertThat(status).isBetween(400, 599);
      assertThat(body.keySet()).isSubsetOf("exceptionMessage", "message").contains("message");
    } else if (status < 300) {
      holdToOutput(operation.get(), status, body);
    } else {
      holdToError(operation.get(), status, error, body);
    }
  }

  private static Optional<Operation> operation(String method, String path) {
    int query = path.indexOf('?');
    try {
      return Optional.of(
          Router.route(
                  method,
                  query < 0 ? path : path.substring(0, query),
                  query < 0 ? null : path.substring(query + 1))
              .operation());
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private static void holdToOutput(Operation operation, int status, Map<String, ?> body) {
    assertThat(status).as("status of %s", operation).isEqualTo(operation.status());
    if (operation.output() == null) {
      assertThat(body).isEmpty();
    } else {
      holdToShape(operation.service(), operation.output(), body);
    }
  }

  private static void holdToError(
      Operation operation, int status, String error, Map<String, ?> body) {
    Service service = operation.service();
    if (isInjected(body) && ApiModel.get().errorStatus(service, error).isEmpty()) {
      // An error of the servers in front of the service, which no service models.
      assertThat(body.keySet()).containsExactly("message");
      return;
    }
    assertThat(ApiModel.get().errorStatus(service, error))
        .as("status of %s", error)
        .hasValue(status);
    if (!COMMON_ERRORS.contains(error) && !isInjected(body)) {
      assertThat(operation.errors()).as("errors of %s", operation).contains(error);
    }
    boolean modelled = ApiModel.get().of(service).errorStatuses().containsKey(error);
    // The SDKs and the AWS CLI show this member, which the models of two services lack.
    assertThat(body.get("message")).isNotNull();
    Map<String, Object> others = new LinkedHashMap<>(body);
    if (service != Service.CHAT) {
      assertThat(others.remove("message")).isEqualTo(body.get("exceptionMessage"));
    }
    holdToShape(service, modelled ? error : "InternalServerException", others);
  }

  private static void holdToShape(Service service, String shape, Map<String, ?> body) {
    ServiceModel model = ApiModel.get().of(service);
    assertThat(model.check(shape, body)).as(shape).isEmpty();
    assertThat(model.project(shape, body)).as("members of " + shape).isEqualTo(body);
    if (service != Service.CHAT && shape.endsWith("Exception")) {
      assertThat(body.keySet()).isEqualTo(Set.of("exceptionMessage"));
    }
  }

  static Map<String, ?> parse(byte[] body) {
    try {
      return body.length == 0 ? Map.of() : Json.parseObject(body);
    } catch (JsonException e) {
      throw new AssertionError(new String(body, StandardCharsets.UTF_8), e);
    }
  }
}
