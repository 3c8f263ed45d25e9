package io.streamcat.realtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session of a stage, from the first participant on an empty stage until the last one has left.
 *
 * @param id the id, unique on the stage
 * @param startedAt the time of the beginning
 * @param endedAt the time of the end, or null if the session is active
 */
public record StageSession(String id, Instant startedAt, @Nullable Instant endedAt) {}
