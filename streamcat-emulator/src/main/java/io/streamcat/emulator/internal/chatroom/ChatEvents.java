package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.token.TokenAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations that send events to the clients in a room. Sent events are stored. */
public final class ChatEvents implements Handler.Group {
  private static final int ID_LENGTH = 12;

  private final Account account;
  private final List<Consumer<ChatEvent>> listeners = new CopyOnWriteArrayList<>();

  public ChatEvents(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "SendEvent" -> this::sendEvent;
      case "DeleteMessage" -> this::deleteMessage;
      case "DisconnectUser" -> this::disconnectUser;
      default -> null;
    };
  }

  /** Returns the sent events in order. */
  public List<ChatEvent> sent() {
    return account.store().all(ResourceType.CHAT_EVENT).map(ChatEvent::of).toList();
  }

  /** Registers a listener for every event sent from now on, in order. */
  void listen(Consumer<ChatEvent> listener) {
    listeners.add(listener);
  }

  private Map<String, Object> sendEvent(Call call) {
    TokenAttributes.check(call.input());
    return sent(send(room(call), call.text("eventName"), call.map("attributes"), "", call.now()));
  }

  private Map<String, Object> deleteMessage(Call call) {
    return sent(
        deleteMessage(room(call), call.text("id"), call.text("reason", ""), "", call.now()));
  }

  private Map<String, Object> disconnectUser(Call call) {
    return sent(
        disconnectUser(room(call), call.text("userId"), call.text("reason", ""), "", call.now()));
  }

  private static String room(Call call) {
    return call.text("roomIdentifier");
  }

  private static Map<String, Object> sent(String id) {
    return Map.of("id", id);
  }

  /**
   * Sends the event for a deleted message. Any identifier is accepted, because messages are not
   * stored, here or in AWS.
   */
  String deleteMessage(String roomArn, String id, String reason, String requestId, Instant now) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("MessageId", id);
    attributes.put("MessageID", id);
    return send(roomArn, ChatEvent.DELETE_MESSAGE, withReason(attributes, reason), requestId, now);
  }

  /** Sends the event for a disconnected user, whether the user is connected or not. */
  String disconnectUser(
      String roomArn, String userId, String reason, String requestId, Instant now) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("UserId", userId);
    return send(roomArn, ChatEvent.DISCONNECT_USER, withReason(attributes, reason), requestId, now);
  }

  private static Map<String, String> withReason(Map<String, String> attributes, String reason) {
    if (!reason.isEmpty()) {
      attributes.put("Reason", reason);
    }
    return attributes;
  }

  private String send(
      String roomArn, String name, Map<String, String> attributes, String requestId, Instant now) {
    Resource room = account.require(ResourceType.ROOM, roomArn);
    String id = account.ids().alphanumeric(ID_LENGTH);
    ChatEvent event = new ChatEvent(room.key(), id, name, attributes, requestId, now);
    account.keep(ResourceType.CHAT_EVENT, id, null, event.toAttributes(), now);
    account.afterwards(() -> listeners.forEach(listener -> listener.accept(event)));
    return id;
  }
}
