package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.Map;

/**
 * An event that was sent to everybody in a room.
 *
 * @param roomArn the room
 * @param id its identifier
 * @param name its name, which starts with {@code aws:} when the service made it
 * @param attributes what it says
 * @param sentAt when it was sent
 */
public record ChatEvent(
    String roomArn, String id, String name, Map<String, String> attributes, Instant sentAt) {}
