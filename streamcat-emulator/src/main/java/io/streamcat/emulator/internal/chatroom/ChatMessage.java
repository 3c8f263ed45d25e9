package io.streamcat.emulator.internal.chatroom;

import java.time.Instant;
import java.util.Map;

/**
 * A message that passed its review, if there is one.
 *
 * @param roomArn the room
 * @param id its identifier
 * @param userId the sender
 * @param content its content
 * @param attributes its attributes
 * @param sentAt the time of sending
 */
public record ChatMessage(
    String roomArn,
    String id,
    String userId,
    String content,
    Map<String, String> attributes,
    Instant sentAt) {}
