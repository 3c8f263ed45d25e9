package io.streamcat.operations;

import io.streamcat.broadcast.LiveStream;
import io.streamcat.user.User;

/**
 * A user whose channel is live.
 *
 * @param user the user, with the channel
 * @param stream the stream that the channel broadcasts
 */
public record LiveUser(User user, LiveStream stream) {}
