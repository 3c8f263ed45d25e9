package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.resource.Resource;
import java.util.Map;

/**
 * What a room asks of messages.
 *
 * @param maxLength how many code points a message has at most
 * @param maxRate how many messages there are in a second at most
 * @param reviewed whether messages are reviewed
 * @param allowedUnreviewed whether a message passes that could not be reviewed
 */
public record ChatRules(int maxLength, int maxRate, boolean reviewed, boolean allowedUnreviewed) {

  static ChatRules of(Resource room) {
    boolean reviewed = room.attributes().get(Rooms.HANDLER) instanceof Map<?, ?>;
    return new ChatRules(
        ((Number) room.attribute("maximumMessageLength")).intValue(),
        ((Number) room.attribute("maximumMessageRatePerSecond")).intValue(),
        reviewed,
        !(room.attributes().get(Rooms.HANDLER) instanceof Map<?, ?> handler
            && "DENY".equals(handler.get("fallbackResult"))));
  }
}
