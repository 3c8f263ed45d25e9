package io.streamcat.emulator.internal.chat;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;

/** Who is in a room now. Everybody gets what is said in the same order. Thread safe. */
final class ChatRoom {
  private final Set<ChatMember> members = new CopyOnWriteArraySet<>();
  private long second;
  private int messages;

  void add(ChatMember member) {
    members.add(member);
  }

  /** Takes no lock, because connections hold one of their own while they are closed. */
  void remove(ChatMember member) {
    members.remove(member);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  synchronized void say(String frame) {
    members.forEach(member -> member.connection().send(frame));
  }

  /** Counts one more message, unless this second of the clock has too many. */
  synchronized boolean mayTakeMessage(Instant now, int maxRate) {
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

  /** Closes the connections of some members, who leave thereby. */
  void close(Predicate<ChatMember> some, String reason) {
    members.stream().filter(some).forEach(member -> member.connection().close(reason));
  }
}
