package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.resource.Transactions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What chat messaging asks of the control plane. Thread safe: it holds the same lock for each whole
 * question.
 */
public final class ChatBackend {
  private static final int ID_LENGTH = 12;

  private final Transactions transactions;
  private final Account account;
  private final ChatTokens tokens;
  private final ChatEvents events;

  public ChatBackend(
      Transactions transactions, Account account, ChatTokens tokens, ChatEvents events) {
    this.transactions = transactions;
    this.account = account;
    this.tokens = tokens;
    this.events = events;
  }

  /**
   * Takes a chat token, which works once.
   *
   * @param token what a client shows
   * @return what it grants, or empty if it is unknown, used or expired, or its room is gone
   */
  public Optional<ChatGrant> redeem(String token) {
    return transactions.call("connect to chat", now -> tokens.redeem(token, now));
  }

  /**
   * Finds out what a room asks of messages.
   *
   * @param roomArn the ARN of a room
   * @return its rules, or empty if there is no such room
   */
  public Optional<ChatRules> rules(String roomArn) {
    return transactions.look(
        () -> account.store().find(ResourceType.ROOM, roomArn).map(ChatRules::of));
  }

  /**
   * Tells the time.
   *
   * @return the time of the emulator's clock
   */
  public Instant now() {
    return account.now();
  }

  /**
   * Makes an identifier for a message.
   *
   * @return an identifier that is not given twice
   */
  public String newId() {
    return transactions.call("send message", now -> account.ids().alphanumeric(ID_LENGTH));
  }

  /**
   * Deletes a message, as a client may.
   *
   * @param roomArn the ARN of a room that exists
   * @param id the identifier of the message
   * @param reason why, which may be empty
   * @param requestId what the client calls its request, which may be empty
   */
  public void deleteMessage(String roomArn, String id, String reason, String requestId) {
    transactions.run(
        "delete message", now -> events.deleteMessage(roomArn, id, reason, requestId, now));
  }

  /**
   * Disconnects a user, as a client may.
   *
   * @param roomArn the ARN of a room that exists
   * @param userId who has to go
   * @param reason why, which may be empty
   * @param requestId what the client calls its request, which may be empty
   */
  public void disconnectUser(String roomArn, String userId, String reason, String requestId) {
    transactions.run(
        "disconnect user", now -> events.disconnectUser(roomArn, userId, reason, requestId, now));
  }

  /**
   * Tells a listener of every event that is sent to a room from now on.
   *
   * @param listener is called within the lock: it must not wait
   */
  public void onEvent(Consumer<ChatEvent> listener) {
    events.listen(listener);
  }
}
