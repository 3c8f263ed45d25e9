package io.streamcat.realtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time from when somebody joined an empty stage until the last one left.
 *
 * @param id the id, unique on the stage
 * @param startedAt when it began
 * @param endedAt when it ended, or null if it goes on
 */
public record StageSession(String id, Instant startedAt, @Nullable Instant endedAt) {}
