package io.streamcat.emulator;

import java.time.Instant;
import java.util.Map;

/**
 * An event that {@code SendEvent}, {@code DeleteMessage} or {@code DisconnectUser} sent to the
 * clients in a room. Immutable.
 *
 * @param roomArn the ARN of the room
 * @param id the identifier of the event
 * @param name the application's name for it, or {@code aws:DELETE_MESSAGE} or {@code
 *     aws:DISCONNECT_USER}
 * @param attributes the application's attributes, or those of a deletion or disconnection: {@code
 *     MessageID} or {@code UserId}, and {@code Reason}
 * @param sentAt the time of sending, on the emulator's clock
 */
public record SentChatEvent(
    String roomArn, String id, String name, Map<String, String> attributes, Instant sentAt) {}
