package io.streamcat.chat;

import io.streamcat.secret.Secret;
import java.time.Instant;

/**
 * The token with which one client connects to a chat room, once. A client that connects again, for
 * whatever reason, needs another token.
 *
 * @param value the text to give to the client
 * @param connectBy until when it can be used to connect; a minute after it was issued
 * @param sessionEndsAt when AWS ends the connection made with it
 */
public record ChatToken(Secret value, Instant connectBy, Instant sessionEndsAt) {}
