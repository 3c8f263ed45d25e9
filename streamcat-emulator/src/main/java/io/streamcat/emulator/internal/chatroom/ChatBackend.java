package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The control plane's operations for chat messaging. Thread safe: each method holds the lock of the
 * control plane.
 */
public final class ChatBackend {
  private static final int ID_LENGTH = 12;

  private final Transactions transactions;
  private final Account account;
  private final ChatTokens tokens;
  private final ChatEvents events;
  private final List<Consumer<ChatMessage>> listeners = new CopyOnWriteArrayList<>();

  public ChatBackend(
      Transactions transactions, Account account, ChatTokens tokens, ChatEvents events) {
    this.transactions = transactions;
    this.account = account;
    this.tokens = tokens;
    this.events = events;
  }

  /**
   * Redeems a chat token, which is valid once.
   *
   * @param token the token as the client presents it
   * @return the grant, or empty if the token is unknown, used or expired, or its room is deleted
   */
  public Optional<ChatGrant> redeem(String token) {
    return transactions.call("connect to chat", now -> tokens.redeem(token, now));
  }

  /**
   * Returns the message rules of a room.
   *
   * @param roomArn the ARN of a room
   * @return the rules, or empty if the room does not exist
   */
  public Optional<ChatRules> rules(String roomArn) {
    return transactions.look(
        () -> account.store().find(ResourceType.ROOM, roomArn).map(ChatRules::of));
  }

  /**
   * Returns the current time.
   *
   * @return the time of the emulator's clock
   */
  public Instant now() {
    return account.now();
  }

  /**
   * Creates an identifier for a message.
   *
   * @return a unique identifier
   */
  public String newId() {
    return transactions.call("send message", now -> account.ids().alphanumeric(ID_LENGTH));
  }

  /**
   * Deletes a message on a client's request.
   *
   * @param roomArn the ARN of an existing room
   * @param id the identifier of the message
   * @param reason the reason, which may be empty
   * @param requestId the client's id of the request, which may be empty
   */
  public void deleteMessage(String roomArn, String id, String reason, String requestId) {
    transactions.run(
        "delete message", now -> events.deleteMessage(roomArn, id, reason, requestId, now));
  }

  /**
   * Disconnects a user on a client's request.
   *
   * @param roomArn the ARN of an existing room
   * @param userId the user to disconnect
   * @param reason the reason, which may be empty
   * @param requestId the client's id of the request, which may be empty
   */
  public void disconnectUser(String roomArn, String userId, String reason, String requestId) {
    transactions.run(
        "disconnect user", now -> events.disconnectUser(roomArn, userId, reason, requestId, now));
  }

  /**
   * Announces a message that the members of its room receive.
   *
   * @param message the message
   */
  public void said(ChatMessage message) {
    listeners.forEach(listener -> listener.accept(message));
  }

  /**
   * Registers a listener for every message from now on.
   *
   * @param listener a listener that must not block
   */
  public void onMessage(Consumer<ChatMessage> listener) {
    listeners.add(listener);
  }

  /**
   * Registers a listener for every event sent to a room from now on.
   *
   * @param listener a listener that must not block, because it is called within the lock
   */
  public void onEvent(Consumer<ChatEvent> listener) {
    events.listen(listener);
  }
}
