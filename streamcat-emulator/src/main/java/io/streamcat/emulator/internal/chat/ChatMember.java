package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.chatroom.ChatGrant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection of a user to a room. Thread safe. */
final class ChatMember {
  private static final int MAX_WAITING = 100;

  private final ChatGrant grant;
  private final String ip;
  private final Connection connection;
  private final AtomicInteger waiting = new AtomicInteger();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** A WebSocket connection, whose methods do not block. */
  interface Connection {
    /** The connection of a user who is not connected. */
    Connection NONE =
        new Connection() {
          @Override
          public void send(String frame) {
            // There is no receiver.
          }

          @Override
          public void close(String reason) {
            // There is nothing to close.
          }
        };

    /** Sends a frame. */
    void send(String frame);

    /** Closes the connection. */
    void close(String reason);
  }

  ChatMember(ChatGrant grant, String ip, Connection connection) {
    this.grant = grant;
    this.ip = ip;
    this.connection = connection;
  }

  ChatGrant grant() {
    return grant;
  }

  String ip() {
    return ip;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Runs the tasks of this member one after another. A slow review therefore keeps the order of a
   * member's messages and does not delay other members.
   *
   * @return false if too many tasks are waiting
   */
  synchronized boolean afterwards(Runnable task, Executor threads) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    last =
        last.handleAsync(
            (nothing, failure) -> {
              waiting.decrementAndGet();
              task.run();
              return null;
            },
            threads);
    return true;
  }
}
