package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What a chat token lets its bearer do.
 *
 * @param roomArn in which room
 * @param userId as whom
 * @param attributes what everybody in the room sees of the user; immutable
 * @param capabilities what it may do besides watching; immutable
 * @param connectUntil how long the token connects
 * @param until when the connection ends
 */
public record ChatGrant(
    String roomArn,
    String userId,
    Map<String, String> attributes,
    Set<String> capabilities,
    Instant connectUntil,
    Instant until) {}
