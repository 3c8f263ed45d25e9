package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.EventFaults;
import io.streamcat.emulator.Events;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.emulator.internal.server.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The part of the control API for events and incidents. Thread safe. */
final class EventsApi {
  private static final long MAX_TIMEOUT_MILLIS = 60_000;

  private final Emulation emulation;
  private final Events events;

  EventsApi(Emulation emulation) {
    this.emulation = emulation;
    this.events = emulation.events();
  }

  /**
   * Answers a request.
   *
   * @param request the method and the path
   * @return the response, empty if the path belongs to another part of the API
   */
  Optional<Reply> answer(String request, byte[] body) throws JsonException, InterruptedException {
    return Optional.ofNullable(
        switch (request) {
          case "GET events" -> Reply.json(200, emulation.controlPlane().events());
          case "GET events/destinations" ->
              Reply.json(
                  200, events.destinations().stream().map(EventDestination::toString).toList());
          case "POST events/destinations" -> {
            events.add(destination(ControlDocument.read(body)));
            yield ControlApi.done();
          }
          case "DELETE events/destinations" -> {
            events.clearDestinations();
            yield ControlApi.done();
          }
          case "GET events/faults" -> Reply.json(200, write(events.faults()));
          case "PUT events/faults" -> {
            events.faults(faults(ControlDocument.read(body)));
            yield ControlApi.done();
          }
          case "DELETE events/faults" -> {
            events.faults(EventFaults.NONE);
            yield ControlApi.done();
          }
          case "POST events/await" -> await(ControlDocument.read(body));
          case "POST incidents" -> {
            report(ControlDocument.read(body).only("name", "arn", "reason"));
            yield ControlApi.done();
          }
          default -> null;
        });
  }

  private static EventDestination destination(ControlDocument document) {
    document.only("url", "header", "secret", "queueUrl");
    if (document.has("queueUrl")) {
      return EventDestination.sqs(uri(document, "queueUrl"));
    }
    URI url = uri(document, "url");
    return document.has("header")
        ? EventDestination.http(url, document.text("header"), document.text("secret"))
        : EventDestination.http(url);
  }

  private static URI uri(ControlDocument document, String name) {
    return URI.create(document.text(name));
  }

  private static EventFaults faults(ControlDocument document) {
    document.only("loss", "duplication", "reordering", "lateness", "delayMillis", "seed");
    return new EventFaults(
        document.number("loss", 0),
        document.number("duplication", 0),
        document.number("reordering", 0),
        document.number("lateness", 0),
        Duration.ofMillis(document.whole("delayMillis", 0)),
        document.whole("seed", EventFaults.NONE.seed()));
  }

  private static Map<String, Object> write(EventFaults faults) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("loss", faults.loss());
    document.put("duplication", faults.duplication());
    document.put("reordering", faults.reordering());
    document.put("lateness", faults.lateness());
    document.put("delayMillis", faults.delay().toMillis());
    document.put("seed", faults.seed());
    return document;
  }

  private Reply await(ControlDocument document) throws InterruptedException {
    long millis = document.only("timeoutMillis").whole("timeoutMillis", MAX_TIMEOUT_MILLIS);
    if (millis < 0 || millis > MAX_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "timeoutMillis must be between 0 and " + MAX_TIMEOUT_MILLIS);
    }
    return Reply.json(200, Map.of("delivered", events.awaitDelivery(Duration.ofMillis(millis))));
  }

  private void report(ControlDocument document) {
    emulation
        .controlPlane()
        .report(
            document.text("name"),
            Objects.requireNonNullElse(document.optionalText("arn"), ""),
            Objects.requireNonNullElse(document.optionalText("reason"), ""));
  }
}
