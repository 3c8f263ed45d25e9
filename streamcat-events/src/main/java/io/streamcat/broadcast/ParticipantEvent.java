package io.streamcat.broadcast;

import java.time.Instant;

/**
 * An event of a participant in a session of a stage, as AWS stores it; the API's {@code Event}.
 *
 * @param name the name, such as {@code PUBLISH_STARTED}
 * @param at the time
 */
public record ParticipantEvent(String name, Instant at) {}
