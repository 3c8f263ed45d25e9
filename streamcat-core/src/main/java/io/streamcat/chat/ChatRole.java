package io.streamcat.chat;

import java.util.Set;

/** What somebody is in a chat room, and may therefore do. */
public enum ChatRole {
  /** Reads. */
  VIEWER,
  /** Reads and sends messages. */
  CHATTER,
  /** Reads, sends and deletes messages, and disconnects people. */
  MODERATOR,
  /** May do what a moderator may, and is the one the room belongs to. */
  OWNER;

  /**
   * Returns what the role may do besides reading.
   *
   * @return the capabilities; unmodifiable
   */
  public Set<ChatCapability> capabilities() {
    return switch (this) {
      case VIEWER -> Set.of();
      case CHATTER -> Set.of(ChatCapability.SEND_MESSAGE);
      case MODERATOR, OWNER -> Set.of(ChatCapability.values());
    };
  }
}
