package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event that was sent to everybody in a room.
 *
 * @param roomArn the room
 * @param id its identifier
 * @param name its name, which starts with {@code aws:} when the service made it
 * @param attributes what it says
 * @param requestId what the client calls the request that sent it, empty when the control plane did
 * @param sentAt when it was sent
 */
public record ChatEvent(
    String roomArn,
    String id,
    String name,
    Map<String, String> attributes,
    String requestId,
    Instant sentAt) {
  /** The name of the event that a message is deleted. */
  public static final String DELETE_MESSAGE = "aws:DELETE_MESSAGE";

  /** The name of the event that a user is disconnected. */
  public static final String DISCONNECT_USER = "aws:DISCONNECT_USER";

  /** Returns what is kept of it. */
  Map<String, Object> toAttributes() {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("roomArn", roomArn);
    kept.put("name", name);
    kept.put("attributes", attributes);
    kept.put("requestId", requestId);
    return kept;
  }

  /** Reads what was kept of an event. */
  @SuppressWarnings("unchecked")
  static ChatEvent of(Resource event) {
    return new ChatEvent(
        (String) event.attribute("roomArn"),
        event.key(),
        (String) event.attribute("name"),
        (Map<String, String>) event.attribute("attributes"),
        (String) event.attribute("requestId"),
        event.created());
  }
}
