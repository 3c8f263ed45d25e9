package io.streamcat.chat;

import io.streamcat.secret.Secret;
import java.time.Instant;

/**
 * The token with which one client connects to a chat room once. Each further connection needs
 * another token.
 *
 * @param value the text for the client
 * @param connectBy the time by which the client must connect, a minute after the token was issued
 * @param sessionEndsAt the time at which AWS ends the connection
 */
public record ChatToken(Secret value, Instant connectBy, Instant sessionEndsAt) {}
