package io.streamcat.spring;

import io.streamcat.user.UserId;
import java.time.Instant;

/**
 * An application event: the suspension of a user has ended, by a call or in time. It is published
 * on the thread that has recorded that, before the new stream key exists. A failure of a listener
 * is logged and has no effect; an event is lost if the server dies.
 *
 * @param userId the user
 * @param at the time
 */
public record UserReinstatedEvent(UserId userId, Instant at) {}
