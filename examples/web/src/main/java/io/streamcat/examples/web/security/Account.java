package io.streamcat.examples.web.security;

import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.io.Serializable;
import java.security.Principal;

/**
 * The logged-in user. A session holds nothing else of a user; everything else is read again with
 * each request.
 *
 * @param userId the user's id
 * @param username the user's name
 * @param sessionVersion the user's session version at the login
 */
public record Account(String userId, String username, long sessionVersion)
    implements Principal, Serializable {

  private static final long serialVersionUID = 1L;

  static Account of(User user) {
    return new Account(user.id().value(), String.valueOf(user.username()), user.sessionVersion());
  }

  /**
   * Returns the id as a {@link UserId}.
   *
   * @return the user's id
   */
  public UserId id() {
    return UserId.of(userId);
  }

  @Override
  public String getName() {
    return username;
  }
}
