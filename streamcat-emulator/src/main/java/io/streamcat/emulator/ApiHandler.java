package io.streamcat.emulator;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of the three APIs: finds the operation, lets faults happen, holds the rates,
 * and hands over to the control plane. Thread safe.
 */
final class ApiHandler {
  private static final System.Logger LOGGER = System.getLogger(ApiHandler.class.getName());

  private final Router router = new Router();
  private final Emulation emulation;

  ApiHandler(Emulation emulation) {
    this.emulation = emulation;
  }

  /**
   * Answers a request.
   *
   * @return the response, or empty when the connection is to be closed without one
   * @throws IOException if the request cannot be read
   * @throws InterruptedException if the server is closed while the request waits
   */
  Optional<Reply> handle(HttpExchange exchange) throws IOException, InterruptedException {
    Router.Route route;
    try {
      route =
          router.route(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery());
    } catch (ApiException e) {
      return Optional.of(ErrorResponse.of(Service.IVS, e));
    }
    RequestLog.Entry entry =
        emulation.log().received(route.operation(), emulation.settings().clock().instant());
    Optional<Reply> reply = answer(exchange, route, entry);
    entry.answered(reply.map(Reply::status).orElse(0));
    return reply;
  }

  private Optional<Reply> answer(HttpExchange exchange, Router.Route route, RequestLog.Entry entry)
      throws IOException, InterruptedException {
    Operation operation = route.operation();
    FaultInjector.Decision decision = emulation.faults().decide(operation);
    Reply reply;
    try {
      Map<String, @Nullable Object> input = input(route, Bodies.read(exchange));
      entry.read(input);
      TimeUnit.NANOSECONDS.sleep(decision.latency().toNanos());
      if (decision.is(Fault.DROP_BEFORE)) {
        return Optional.empty();
      }
      reply = carryOut(operation, input, decision);
    } catch (ApiException e) {
      reply = ErrorResponse.of(operation.service(), e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "The emulator failed in " + operation, e);
      reply =
          ErrorResponse.of(
              operation.service(),
              new ApiException("InternalServerException", "The emulator failed: see its log"));
    }
    return decision.is(Fault.RESPONSE_LOST) ? Optional.empty() : Optional.of(reply);
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

  private Reply carryOut(
      Operation operation, Map<String, @Nullable Object> input, FaultInjector.Decision decision) {
    if (decision.rule() != null && decision.rule().error() != null) {
      throw ErrorResponse.injected(decision.rule().error(), emulation.settings().accountId());
    }
    if (!emulation.controlPlane().emulates(operation)) {
      throw new ApiException(
          "NotImplementedException", "The emulator does not offer " + operation.name());
    }
    RateLimiter rates = emulation.rates();
    if (rates != null) {
      rates.acquire(operation, input);
    }
    Map<String, Object> output =
        emulation.controlPlane().call(operation, input, decision.staleness());
    return operation.output() == null
        ? Reply.empty(operation.status())
        : Reply.json(operation.status(), output);
  }
}
