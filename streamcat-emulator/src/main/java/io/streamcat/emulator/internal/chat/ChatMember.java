package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.chatroom.ChatGrant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who is connected to a room. Thread safe. */
final class ChatMember {
  private static final int MAX_WAITING = 100;

  private final ChatGrant grant;
  private final String ip;
  private final Connection connection;
  private final AtomicInteger waiting = new AtomicInteger();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** A connection, which is told without waiting. */
  interface Connection {
    /** Sends a frame. */
    void send(String frame);

    /** Closes it for good. */
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
   * Does one thing after another, so that a slow review keeps the order of a member's messages and
   * holds up nobody else.
   *
   * @return false if too much waits already
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
