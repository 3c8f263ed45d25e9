package io.streamcat.chat;

import java.time.Instant;

/**
 * The secret with which one client connects to a chat room, once.
 *
 * <p>{@link #toString()} hides the value. A client that connects again, for whatever reason, needs
 * another token.
 *
 * @param value the secret
 * @param connectBy until when it can be used to connect; a minute after it was issued
 * @param sessionEndsAt when AWS ends the connection made with it
 */
public record ChatToken(String value, Instant connectBy, Instant sessionEndsAt) {

  @Override
  public String toString() {
    return "ChatToken[value=***, connectBy=" + connectBy + ", sessionEndsAt=" + sessionEndsAt + "]";
  }
}
