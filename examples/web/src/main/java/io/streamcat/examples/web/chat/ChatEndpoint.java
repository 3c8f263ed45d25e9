package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRoom;
import java.net.URI;

/** Tells where browsers connect to chat rooms. */
@FunctionalInterface
public interface ChatEndpoint {

  /**
   * Returns where to connect to a room.
   *
   * @param room the room
   * @return a WebSocket URI without a path
   */
  URI of(ChatRoom room);
}
