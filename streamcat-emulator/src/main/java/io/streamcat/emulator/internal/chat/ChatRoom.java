package io.streamcat.emulator.internal.chat;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;

/** The members connected to a room. All members receive messages in the same order. Thread safe. */
final class ChatRoom {
  private final Set<ChatMember> members = new CopyOnWriteArraySet<>();
  private long second;
  private int messages;

  void add(ChatMember member) {
    members.add(member);
  }

  /**
   * Removes a member. No lock is held, because a connection holds its own lock while it is closed.
   */
  void remove(ChatMember member) {
    members.remove(member);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  synchronized void say(String frame) {
    members.forEach(member -> member.connection().send(frame));
  }

  /** Counts one more message. Returns false if this second already has the maximum. */
  synchronized boolean countMessage(Instant now, int maxRate) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      messages = 0;
    }
    if (messages >= maxRate) {
      return false;
    }
    messages++;
    return true;
  }

  /** Closes the connections of the matching members, which removes them from the room. */
  void close(Predicate<ChatMember> some, String reason) {
    members.stream().filter(some).forEach(member -> member.connection().close(reason));
  }
}
