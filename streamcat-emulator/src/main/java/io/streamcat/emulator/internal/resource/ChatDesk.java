package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What chat messaging asks of the control plane. Thread safe: it holds the same lock for each whole
 * question.
 */
public final class ChatDesk {
  private static final int ID_LENGTH = 12;

  private final Object lock;
  private final Account account;
  private final ChatTokens tokens;
  private final ChatEvents events;

  ChatDesk(Object lock, Account account, ChatTokens tokens, ChatEvents events) {
    this.lock = lock;
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
    synchronized (lock) {
      return tokens
          .redeem(token, account.now())
          .filter(grant -> account.store().find(ResourceType.ROOM, grant.roomArn()).isPresent());
    }
  }

  /**
   * Finds out what a room asks of messages.
   *
   * @param roomArn the ARN of a room
   * @return its rules, or empty if there is no such room
   */
  public Optional<ChatRules> rules(String roomArn) {
    synchronized (lock) {
      return account.store().find(ResourceType.ROOM, roomArn).map(ChatRules::of);
    }
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
    synchronized (lock) {
      return account.ids().alphanumeric(ID_LENGTH);
    }
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
    synchronized (lock) {
      events.deleteMessage(roomArn, id, reason, requestId, account.now());
    }
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
    synchronized (lock) {
      events.disconnectUser(roomArn, userId, reason, requestId, account.now());
    }
  }

  /**
   * Tells a listener of every event that is sent to a room from now on.
   *
   * @param listener is called within the lock: it must not wait
   */
  public void onEvent(Consumer<ChatEvent> listener) {
    synchronized (lock) {
      events.listen(listener);
    }
  }
}
