package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRoom;
import java.net.URI;

/** The address at which browsers connect to chat rooms. */
@FunctionalInterface
public interface ChatEndpoint {

  /**
   * Returns the endpoint of a room.
   *
   * @param room the room
   * @return a WebSocket URI without a path
   */
  URI of(ChatRoom room);
}
