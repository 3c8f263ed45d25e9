package io.streamcat.operations;

import io.streamcat.chat.ChatToken;

/**
 * A source of the tokens with which one viewer enters one room; a client asks for a token for each
 * connection.
 *
 * <p>Thread-safe. Tokens are issued on demand and not stored, because a token can be used once, and
 * within a minute.
 */
@FunctionalInterface
public interface ChatTokens {

  /**
   * Issues a token, unless the viewer has been banned in the meantime.
   *
   * @return a new token
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the viewer is suspended
   * @throws io.streamcat.exception.UserNotFoundException if the room's owner no longer exists
   * @throws io.streamcat.exception.AwsException if AWS rejects the call or cannot be reached
   */
  ChatToken next();
}
