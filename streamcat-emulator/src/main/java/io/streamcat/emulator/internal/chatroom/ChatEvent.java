package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event that was sent to all members of a room.
 *
 * @param roomArn the room
 * @param id its identifier
 * @param name its name, which starts with {@code aws:} for events of the service itself
 * @param attributes its attributes
 * @param requestId the id of the client's request that sent it, empty for events of the control
 *     plane
 * @param sentAt the time of sending
 */
public record ChatEvent(
    String roomArn,
    String id,
    String name,
    Map<String, String> attributes,
    String requestId,
    Instant sentAt) {
  /** The name of the event for a deleted message. */
  public static final String DELETE_MESSAGE = "aws:DELETE_MESSAGE";

  /** The name of the event for a disconnected user. */
  public static final String DISCONNECT_USER = "aws:DISCONNECT_USER";

  /** Returns the attributes for storage. */
  Map<String, Object> toAttributes() {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("roomArn", roomArn);
    kept.put("name", name);
    kept.put("attributes", attributes);
    kept.put("requestId", requestId);
    return kept;
  }

  /** Creates an event from its stored attributes. */
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
