package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.chat.MessageReview.Verdict;
import io.streamcat.emulator.internal.chatroom.ChatBackend;
import io.streamcat.emulator.internal.chatroom.ChatEvent;
import io.streamcat.emulator.internal.chatroom.ChatGrant;
import io.streamcat.emulator.internal.chatroom.ChatMessage;
import io.streamcat.emulator.internal.chatroom.ChatRules;
import io.streamcat.emulator.internal.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The rooms with connected members. It carries out the requests of members and sends the results to
 * all members of a room.
 */
final class ChatRooms implements AutoCloseable {
  private static final int MAX_ATTRIBUTE_BYTES = 1024;
  private static final String SEND = "SEND_MESSAGE";

  private final Map<String, ChatRoom> rooms = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(ChatRooms::daemon);
  private final ChatBackend backend;
  private final MessageReview review;

  ChatRooms(ChatBackend backend, MessageReview review) {
    this.backend = backend;
    this.review = review;
    backend.onEvent(this::sent);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "streamcat-emulator-chat");
    thread.setDaemon(true);
    return thread;
  }

  void join(ChatMember member) {
    rooms.compute(
        member.grant().roomArn(),
        (arn, known) -> {
          ChatRoom room = known == null ? new ChatRoom() : known;
          room.add(member);
          return room;
        });
  }

  void leave(ChatMember member) {
    ChatRoom room = rooms.get(member.grant().roomArn());
    if (room != null) {
      room.remove(member);
    }
  }

  /** Queues a member's frame behind its earlier frames. */
  void received(ChatMember member, String frame) {
    if (!member.afterwards(() -> carryOut(member, frame), threads)) {
      member.connection().close("Too many requests wait");
    }
  }

  private void carryOut(ChatMember member, String frame) {
    try {
      carryOut(member, ChatRequest.read(frame));
    } catch (ChatError e) {
      member.connection().send(ChatFrames.error(backend.newId(), e));
    }
  }

  private void carryOut(ChatMember member, ChatRequest request) {
    if (isExpired(member)) {
      throw request.error(401, "The session has expired");
    }
    ChatRules rules = rules(member, request);
    String action = request.text("Action");
    switch (action) {
      case SEND -> {
        requireCapability(member, action, request);
        say(member, request, rules);
      }
      case "DELETE_MESSAGE" -> {
        requireCapability(member, action, request);
        backend.deleteMessage(
            member.grant().roomArn(),
            request.text("Id"),
            request.optionalText("Reason"),
            request.requestId());
      }
      case "DISCONNECT_USER" -> {
        requireCapability(member, action, request);
        backend.disconnectUser(
            member.grant().roomArn(),
            request.text("UserId"),
            request.optionalText("Reason"),
            request.requestId());
      }
      default -> throw request.error(400, "Action does not exist");
    }
  }

  private ChatRules rules(ChatMember member, ChatRequest request) {
    return backend
        .rules(member.grant().roomArn())
        .orElseThrow(() -> request.error(404, "The room does not exist"));
  }

  /**
   * Sends a message of a user without a connection, with the rules and the review of the room.
   *
   * @throws ChatError if the message is rejected
   */
  void say(String roomArn, String userId, String content) {
    Instant now = backend.now();
    ChatGrant grant = new ChatGrant(roomArn, userId, Map.of(), List.of(SEND), now, now);
    ChatMember sender = new ChatMember(grant, "127.0.0.1", ChatMember.Connection.NONE);
    ChatRequest request = new ChatRequest("", Map.of("Content", content));
    say(sender, request, rules(sender, request));
  }

  private static void requireCapability(ChatMember member, String action, ChatRequest request) {
    if (!member.grant().capabilities().contains(action)) {
      throw request.error(403, "The token does not have the capability " + action);
    }
  }

  private void say(ChatMember sender, ChatRequest request, ChatRules rules) {
    String content = request.text("Content");
    Map<String, String> attributes = request.attributes();
    if (content.codePointCount(0, content.length()) > rules.maxLength()) {
      throw request.error(413, "Content must have at most " + rules.maxLength() + " characters");
    }
    if (!attributes.isEmpty() && Json.write(attributes).length > MAX_ATTRIBUTE_BYTES) {
      throw request.error(413, "Attributes must have at most 1024 bytes");
    }
    ChatRoom room = rooms.computeIfAbsent(sender.grant().roomArn(), arn -> new ChatRoom());
    if (!room.countMessage(backend.now(), rules.maxRate())) {
      throw request.error(429, "The room allows " + rules.maxRate() + " messages per second");
    }
    String id = backend.newId();
    Verdict verdict =
        rules.reviewed()
            ? review.review(id, content, attributes, sender, rules.allowedUnreviewed(), threads)
            : new Verdict(true, content, attributes, "");
    if (!verdict.allowed()) {
      String reason = verdict.reason();
      throw request.error(406, reason.isEmpty() ? "The message was not allowed" : reason);
    }
    ChatMessage message =
        new ChatMessage(
            sender.grant().roomArn(),
            id,
            sender.grant().userId(),
            verdict.content(),
            verdict.attributes(),
            backend.now());
    room.say(ChatFrames.message(message, request.requestId(), sender));
    backend.said(message);
  }

  /** Sends an event to a room. The control plane calls this method within its lock. */
  private void sent(ChatEvent event) {
    ChatRoom room = rooms.get(event.roomArn());
    if (room == null) {
      return;
    }
    room.say(ChatFrames.event(event));
    if (event.name().equals(ChatEvent.DISCONNECT_USER)) {
      Object userId = event.attributes().get("UserId");
      room.close(member -> member.grant().userId().equals(userId), "Disconnected");
    }
  }

  private boolean isExpired(ChatMember member) {
    return !backend.now().isBefore(member.grant().until());
  }

  /** Closes the connections whose session has expired or whose room is deleted. */
  void sweep() {
    rooms.values().forEach(room -> room.close(this::isExpired, "The session has expired"));
    for (Map.Entry<String, ChatRoom> room : rooms.entrySet()) {
      if (backend.rules(room.getKey()).isEmpty()) {
        room.getValue().close(member -> true, "The room is deleted");
        rooms.computeIfPresent(room.getKey(), (arn, gone) -> gone.isEmpty() ? null : gone);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
