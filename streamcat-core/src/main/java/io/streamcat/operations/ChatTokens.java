package io.streamcat.operations;

import io.streamcat.chat.ChatToken;

/**
 * Issues the tokens one viewer needs to stay in one room; a client asks for one whenever it
 * connects.
 *
 * <p>Thread safe. It holds no token: each is issued when it is asked for, because a token can be
 * used once, and within a minute.
 */
@FunctionalInterface
public interface ChatTokens {

  /**
   * Issues a token, unless the viewer has been banned by now.
   *
   * @return a token no one has been given before
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   * @throws io.streamcat.exception.UserNotFoundException if the room's owner is not there any more
   * @throws io.streamcat.exception.AwsException if AWS refuses or cannot be reached
   */
  ChatToken next();
}
