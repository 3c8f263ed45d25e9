package io.streamcat.emulator.internal.console;

import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.internal.chatroom.ChatEvent;
import io.streamcat.emulator.internal.chatroom.ChatMessage;
import io.streamcat.emulator.internal.control.ControlApi;
import io.streamcat.emulator.internal.control.ResourceDocuments;
import io.streamcat.emulator.internal.fault.FaultRuleJson;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.server.Emulation;
import io.streamcat.emulator.internal.server.RequestLog;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The latest requests, events and chat messages, and the state that the console always shows.
 * Thread safe.
 */
final class Feed {
  /** The greatest number of items of each kind. */
  static final int MOST = 200;

  /** The greatest length of a request's input in JSON; longer ones are cut off. */
  static final int MAX_INPUT = 2_048;

  private final Emulation emulation;
  private final Recent requests = new Recent(MOST);
  private final Recent events = new Recent(MOST);
  private final Recent messages = new Recent(MOST);

  /** The time of the start, by which a page notices that another emulator answers. */
  private final long start = System.nanoTime();

  private final AtomicLong resets = new AtomicLong();

  /**
   * The state of a receiver of news.
   *
   * @param request the number of the last request
   * @param event the number of the last event
   * @param message the number of the last message
   * @param revision the revision of the resources
   * @param faults the fault rules
   * @param resets the number of resets
   */
  record Position(
      long request, long event, long message, long revision, List<?> faults, long resets) {
    /** The position of a receiver that knows nothing. */
    static final Position START = new Position(0, 0, 0, -1, List.of(), -1);
  }

  Feed(Emulation emulation) {
    this.emulation = emulation;
    emulation.controlPlane().onEvent(event -> events.add(Map.of("event", event)));
    emulation.controlPlane().chat().onMessage(message -> messages.add(document(message)));
    emulation.controlPlane().chat().onEvent(event -> messages.add(document(event)));
    emulation
        .log()
        .listen(
            new RequestLog.Listener() {
              @Override
              public void answered(RecordedRequest request, String error, long millis) {
                requests.add(document(request, error, millis));
              }

              @Override
              public void cleared() {
                reset();
              }
            });
  }

  private void reset() {
    resets.incrementAndGet();
    requests.clear();
    events.clear();
    messages.clear();
  }

  /** Returns the current position. */
  Position position() {
    return new Position(
        requests.last(),
        events.last(),
        messages.last(),
        emulation.controlPlane().revision(),
        emulation.faults().rules(),
        resets.get());
  }

  /**
   * Returns the news between two positions. The document may hold items after the later position,
   * which receivers recognize by their numbers.
   */
  Map<String, Object> between(Position before, Position now) {
    Map<String, Object> news = new LinkedHashMap<>();
    news.put("run", start + "-" + now.resets());
    putUnlessEmpty(news, "requests", requests.after(before.request()));
    putUnlessEmpty(news, "events", events.after(before.event()));
    putUnlessEmpty(news, "messages", messages.after(before.message()));
    boolean isReset = before.resets() != now.resets();
    if (before.revision() != now.revision() || isReset) {
      news.put("revision", now.revision());
      news.put("counts", emulation.controlPlane().look(ResourceDocuments::counts));
    }
    if (!before.faults().equals(now.faults()) || isReset) {
      news.put("faults", emulation.faults().rules().stream().map(FaultRuleJson::write).toList());
    }
    return news;
  }

  private static void putUnlessEmpty(Map<String, Object> news, String name, List<?> items) {
    if (!items.isEmpty()) {
      news.put(name, items);
    }
  }

  private static Map<String, Object> document(RecordedRequest request, String error, long millis) {
    Map<String, Object> document = ControlApi.request(request);
    byte[] input = Json.write(request.input());
    if (input.length > MAX_INPUT) {
      String begin = new String(input, 0, MAX_INPUT, StandardCharsets.UTF_8);
      document.put("input", Map.of());
      document.put("cutOffInput", begin);
    }
    document.put("millis", millis);
    if (!error.isEmpty()) {
      document.put("error", error);
    }
    return document;
  }

  private static Map<String, Object> document(ChatMessage message) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("roomArn", message.roomArn());
    document.put("id", message.id());
    document.put("userId", message.userId());
    document.put("content", message.content());
    document.put("attributes", message.attributes());
    document.put("sentAt", message.sentAt().toString());
    return document;
  }

  private static Map<String, Object> document(ChatEvent event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("roomArn", event.roomArn());
    document.put("id", event.id());
    document.put("eventName", event.name());
    document.put("attributes", event.attributes());
    document.put("sentAt", event.sentAt().toString());
    return document;
  }
}
