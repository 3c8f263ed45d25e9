package io.streamcat.emulator.internal.control;

import com.sun.net.httpserver.HttpExchange;
import io.streamcat.emulator.PresentedToken;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.TokenVerdict;
import io.streamcat.emulator.internal.fault.FaultRuleJson;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.outbound.ReviewPost;
import io.streamcat.emulator.internal.server.Bodies;
import io.streamcat.emulator.internal.server.ChatEndpoint;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.emulator.internal.server.EmulatorServer;
import io.streamcat.emulator.internal.server.ErrorResponse;
import io.streamcat.emulator.internal.server.Reply;
import io.streamcat.emulator.internal.server.Router;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP API for tests in other processes. It uses plain JSON; an error has a {@code message}.
 * Thread safe.
 */
public final class ControlApi {
  /** The prefix of all paths of the control API. */
  public static final String PATH = EmulatorServer.CONTROL_PATH;

  private static final String STREAMS = PATH + "streams/";
  private static final String PARTICIPANTS = PATH + "participants/";
  private static final Set<String> NAMES =
      Set.of(
          "health",
          "reset",
          "requests",
          "operations",
          "faults",
          "streams",
          "incidents",
          "events",
          "events/destinations",
          "events/faults",
          "events/await",
          "chat/messages",
          "chat/reviewer",
          "participants",
          "tokens/verify");

  private final Emulation emulation;
  private final ChatEndpoint chat;
  private final ParticipantsApi participants;
  private final EventsApi events;
  private final ResourcesApi resources;

  public ControlApi(Emulation emulation, ChatEndpoint chat) {
    this.emulation = emulation;
    this.chat = chat;
    this.participants = new ParticipantsApi(emulation.controlPlane().stages());
    this.events = new EventsApi(emulation);
    this.resources = new ResourcesApi(emulation.controlPlane());
  }

  /**
   * Answers a request.
   *
   * @return the response, never empty
   * @throws IOException if the request cannot be read
   * @throws InterruptedException if the server is closed while the request waits
   */
  public Optional<Reply> handle(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      byte[] body = Bodies.read(exchange);
      return Optional.of(answer(exchange.getRequestMethod(), exchange.getRequestURI(), body));
    } catch (JsonException | IllegalArgumentException e) {
      return Optional.of(error(400, e));
    } catch (ApiException e) {
      return Optional.of(error(ErrorResponse.of(Service.IVS, e).status(), e));
    }
  }

  private Reply answer(String method, URI uri, byte[] body)
      throws JsonException, InterruptedException {
    String path = uri.getRawPath();
    String name = path.substring(PATH.length());
    if (method.equals("GET") && ResourcesApi.has(name)) {
      return resources.answer(name, uri.getRawQuery());
    }
    if (path.startsWith(STREAMS)
        && changeStream(method, Router.decode(path.substring(STREAMS.length())), body)) {
      return done();
    }
    if (path.startsWith(PARTICIPANTS)
        && participants.change(method, path.substring(PARTICIPANTS.length()), body)) {
      return done();
    }
    String request = method + " " + name;
    Optional<Reply> reply = events.answer(request, body);
    if (reply.isPresent()) {
      return reply.get();
    }
    return switch (request) {
      case "GET health" -> health();
      case "POST reset" -> {
        emulation.reset();
        yield done();
      }
      case "GET requests" ->
          Reply.json(200, emulation.log().requests().stream().map(ControlApi::request).toList());
      case "GET operations" ->
          Reply.json(
              200, ApiModel.get().operations().map(Operation::name).distinct().sorted().toList());
      case "GET faults" ->
          Reply.json(200, emulation.faults().rules().stream().map(FaultRuleJson::write).toList());
      case "PUT faults" -> {
        emulation.faults().replaceAll(FaultRuleJson.read(Json.parse(body)));
        yield done();
      }
      case "POST faults" -> {
        FaultRuleJson.read(Json.parse(body)).forEach(emulation.faults()::add);
        yield done();
      }
      case "DELETE faults" -> {
        emulation.faults().clear();
        yield done();
      }
      case "POST streams" -> {
        emulation.controlPlane().media().startStream(ControlDocument.read(body).text("channelArn"));
        yield done();
      }
      case "PUT chat/reviewer" -> {
        String url = ControlDocument.read(body).only("url").text("url");
        emulation.review().handler(new ReviewPost(URI.create(url)));
        yield done();
      }
      case "DELETE chat/reviewer" -> {
        emulation.review().handler(null);
        yield done();
      }
      case "POST chat/messages" -> {
        say(ControlDocument.read(body).only("roomArn", "userId", "content"));
        yield done();
      }
      case "POST participants" -> Reply.json(200, participants.join(body));
      case "POST tokens/verify" -> verify(ControlDocument.read(body));
      default -> throw unknown(path);
    };
  }

  private boolean changeStream(String method, String channelArn, byte[] body) throws JsonException {
    switch (method) {
      case "PUT" -> {
        long viewers = ControlDocument.read(body).only("viewerCount").whole("viewerCount", -1);
        emulation.controlPlane().media().viewers(channelArn, viewers);
      }
      case "DELETE" -> emulation.controlPlane().media().stopStream(channelArn);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void say(ControlDocument message) {
    String userId = message.text("userId");
    if (userId.isEmpty()) {
      throw new IllegalArgumentException("userId must not be empty");
    }
    chat.say(message.text("roomArn"), userId, message.text("content"));
  }

  static Reply done() {
    return Reply.json(200, Map.of());
  }

  private Reply health() {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", "UP");
    health.put("region", emulation.settings().region());
    health.put("accountId", emulation.settings().accountId());
    health.put("chatEndpoint", chat.uri().toString());
    return Reply.json(200, health);
  }

  /** Returns the JSON form of a recorded request. */
  public static Map<String, Object> request(RecordedRequest request) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("service", request.service());
    document.put("operation", request.operation());
    document.put("receivedAt", request.receivedAt().toString());
    document.put("input", request.input());
    document.put("status", request.status());
    return document;
  }

  private Reply verify(ControlDocument document) {
    TokenVerdict verdict =
        emulation.verify(
            new PresentedToken(
                document.text("token"),
                document.optionalText("origin"),
                document.optionalText("country")));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("valid", verdict.valid());
    answer.put("reasons", verdict.reasons());
    return Reply.json(200, answer);
  }

  private static ApiException unknown(String path) {
    return NAMES.contains(path.substring(PATH.length()))
            || ResourcesApi.has(path.substring(PATH.length()))
            || path.startsWith(STREAMS)
            || path.startsWith(PARTICIPANTS)
        ? new ApiException("MethodNotAllowedException", path + " does not support this method")
        : new ApiException("UnknownOperationException", path + " is not part of the control API");
  }

  private static Reply error(int status, Exception e) {
    return Reply.json(status, Map.of("message", String.valueOf(e.getMessage())));
  }
}
