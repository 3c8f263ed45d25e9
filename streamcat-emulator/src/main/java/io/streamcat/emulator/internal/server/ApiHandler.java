package io.streamcat.emulator.internal.server;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.internal.fault.FaultInjector;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.resource.Distortion;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP handler of the three APIs. It finds the operation, applies faults and rate limits, and
 * calls the control plane. Thread safe.
 */
public final class ApiHandler {
  private static final System.Logger LOGGER = System.getLogger(ApiHandler.class.getName());

  private final Emulation emulation;
  private volatile UnaryOperator<Map<String, Object>> outputFilter = UnaryOperator.identity();

  public ApiHandler(Emulation emulation) {
    this.emulation = emulation;
  }

  /** Sets a change of the outputs of all later calls. */
  public void filterOutput(UnaryOperator<Map<String, Object>> filter) {
    outputFilter = filter;
  }

  /**
   * Answers a request.
   *
   * @return the response, or empty to close the connection without a response
   * @throws IOException if the request cannot be read
   * @throws InterruptedException if the server is closed while the request waits
   */
  public Optional<Reply> handle(HttpExchange exchange) throws IOException, InterruptedException {
    Router.Route route;
    try {
      route =
          Router.route(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery());
    } catch (ApiException e) {
      return Optional.of(ErrorResponse.of(Service.IVS, e));
    }
    RequestLog.Entry entry =
        emulation.log().received(route.operation(), emulation.settings().clock().instant());
    Optional<Reply> reply = answer(exchange, route, entry);
    entry.answered(
        reply.map(Reply::status).orElse(0),
        reply.map(answer -> answer.headers().getOrDefault(ErrorResponse.TYPE, "")).orElse(""));
    return reply;
  }

  private Optional<Reply> answer(HttpExchange exchange, Router.Route route, RequestLog.Entry entry)
      throws IOException, InterruptedException {
    Operation operation = route.operation();
    Map<String, @Nullable Object> input;
    try {
      input = input(route, Bodies.read(exchange));
    } catch (ApiException e) {
      return Optional.of(ErrorResponse.of(operation.service(), e));
    }
    entry.read(input);
    FaultInjector.Decision decision = emulation.faults().decide(operation, input);
    TimeUnit.NANOSECONDS.sleep(decision.latency().toNanos());
    FaultRule incident = decision.incident();
    return incident == null
        ? Optional.of(carryOut(operation, input, decision.distortion()))
        : meet(incident, operation, input, decision.distortion());
  }

  private static Map<String, @Nullable Object> input(Router.Route route, byte[] body) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    if (body.length > 0) {
      try {
        input.putAll(Json.parseObject(body));
      } catch (JsonException e) {
        throw new ApiException("SerializationException", String.valueOf(e.getMessage()));
      }
    }
    input.putAll(route.input());
    return input;
  }

  /** Applies an incident to a request. */
  private Optional<Reply> meet(
      FaultRule incident,
      Operation operation,
      Map<String, @Nullable Object> input,
      Distortion distortion) {
    switch (incident.fault()) {
      case RESPONSE_LOST, ERROR_AFTER -> carryOut(operation, input, distortion);
      case LATE_EFFECT -> emulation.controlPlane().callLater(operation, input, incident.delay());
      case BODY_CUT_OFF -> {
        return Optional.of(carryOut(operation, input, distortion).cutOff());
      }
      default -> {
        // These incidents have no effect on the state.
      }
    }
    return Optional.ofNullable(incident.error())
        .map(error -> ErrorResponse.injected(error, emulation.settings().accountId()))
        .map(error -> ErrorResponse.of(operation.service(), error));
  }

  private Reply carryOut(
      Operation operation, Map<String, @Nullable Object> input, Distortion distortion) {
    try {
      return call(operation, input, distortion);
    } catch (ApiException e) {
      return ErrorResponse.of(operation.service(), e);
    } catch (RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.ERROR, "Request failed unexpectedly: operation=" + operation, e);
      return ErrorResponse.of(
          operation.service(),
          new ApiException("InternalServerException", "The emulator failed; see its log"));
    }
  }

  private Reply call(
      Operation operation, Map<String, @Nullable Object> input, Distortion distortion) {
    if (!emulation.controlPlane().emulates(operation)) {
      throw new ApiException(
          "NotImplementedException", "The emulator does not support " + operation.name());
    }
    RateLimiter rates = emulation.rates();
    if (rates != null) {
      rates.acquire(operation, input);
    }
    Map<String, Object> output = emulation.controlPlane().call(operation, input, distortion);
    return operation.output() == null
        ? Reply.empty(operation.status())
        : Reply.json(operation.status(), outputFilter.apply(output))
            .withHeaders(
                ModelledHeaders.of(ApiModel.get().of(operation.service()), operation.output()));
  }
}
