package io.streamcat.emulator.internal.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The operations that send events to the clients in a room. What was sent is remembered. */
final class ChatEvents {
  private static final int ID_LENGTH = 12;

  private final Account account;
  private final List<ChatEvent> sent = new ArrayList<>();
  private final List<Consumer<ChatEvent>> listeners = new ArrayList<>();

  ChatEvents(Account account) {
    this.account = account;
  }

  void register(Handler.Registry registry) {
    registry.add("SendEvent", this::sendEvent);
    registry.add("DeleteMessage", this::deleteMessage);
    registry.add("DisconnectUser", this::disconnectUser);
  }

  /** Returns what was sent, in this order. */
  List<ChatEvent> sent() {
    return List.copyOf(sent);
  }

  /** Tells a listener of everything that is sent from now on, in this order. */
  void listen(Consumer<ChatEvent> listener) {
    listeners.add(listener);
  }

  /** Forgets what was sent, when everything is forgotten. */
  void clear() {
    sent.clear();
  }

  private Map<String, Object> sendEvent(Call call) {
    TokenAttributes.check(call.input());
    return send(call, call.text("eventName"), call.map("attributes"));
  }

  /** Messages are not kept, neither here nor at AWS, so that any identifier will do. */
  private Map<String, Object> deleteMessage(Call call) {
    String id = call.text("id");
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("MessageId", id);
    attributes.put("MessageID", id);
    return send(call, "aws:DELETE_MESSAGE", withReason(call, attributes));
  }

  private Map<String, Object> disconnectUser(Call call) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("UserId", call.text("userId"));
    return send(call, "aws:DISCONNECT_USER", withReason(call, attributes));
  }

  private static Map<String, String> withReason(Call call, Map<String, String> attributes) {
    if (call.get("reason") instanceof String reason) {
      attributes.put("Reason", reason);
    }
    return attributes;
  }

  private Map<String, Object> send(Call call, String name, Map<String, String> attributes) {
    Resource room = account.require(ResourceType.ROOM, call.text("roomIdentifier"));
    String id = account.ids().alphanumeric(ID_LENGTH);
    ChatEvent event = new ChatEvent(room.key(), id, name, Map.copyOf(attributes), call.now());
    sent.add(event);
    listeners.forEach(listener -> listener.accept(event));
    return Map.of("id", id);
  }
}
