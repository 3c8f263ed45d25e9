package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Resource;
import java.util.Map;

/**
 * The message rules of a room.
 *
 * @param maxLength the greatest length of a message, in code points
 * @param maxRate the greatest number of messages per second
 * @param reviewed whether messages are reviewed
 * @param allowedUnreviewed whether a message is allowed if its review fails
 */
public record ChatRules(int maxLength, int maxRate, boolean reviewed, boolean allowedUnreviewed) {

  static ChatRules of(Resource room) {
    boolean reviewed =
        room.attributes().get(Rooms.HANDLER) instanceof Map<?, ?> handler
            && !"".equals(handler.get(Rooms.URI));
    return new ChatRules(
        ((Number) room.attribute("maximumMessageLength")).intValue(),
        ((Number) room.attribute("maximumMessageRatePerSecond")).intValue(),
        reviewed,
        !(room.attributes().get(Rooms.HANDLER) instanceof Map<?, ?> fallback
            && "DENY".equals(fallback.get("fallbackResult"))));
  }
}
