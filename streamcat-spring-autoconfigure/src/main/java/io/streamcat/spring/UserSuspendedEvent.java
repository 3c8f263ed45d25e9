package io.streamcat.spring;

import io.streamcat.user.UserId;
import java.time.Instant;

/**
 * An application event: a user was suspended. It is published on the thread that has recorded the
 * suspension, before the stream is stopped. A failure of a listener is logged and has no effect; an
 * event is lost if the server dies.
 *
 * @param userId the user, whose record contains the reason and the end
 * @param at the time
 */
public record UserSuspendedEvent(UserId userId, Instant at) {}
