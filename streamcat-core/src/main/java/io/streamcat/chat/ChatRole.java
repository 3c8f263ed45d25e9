package io.streamcat.chat;

import io.streamcat.chat.ChatTokenRequest.ChatCapability;
import java.util.Set;

/** The role of a viewer in a chat room, which determines the viewer's permissions. */
public enum ChatRole {
  /** Reads messages. */
  VIEWER,
  /** Reads and sends messages. */
  CHATTER,
  /** Reads, sends and deletes messages, and disconnects viewers. */
  MODERATOR,
  /** Owns the room, with the permissions of a moderator. */
  OWNER;

  /**
   * Returns the permissions of the role besides reading.
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
