package io.streamcat.examples.web.security;

import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.io.Serializable;
import java.security.Principal;

/**
 * Who is signed in. It is all that a session holds of a user; everything else is read anew with
 * each request.
 *
 * @param userId the user's id
 * @param username what the user is known by
 * @param sessionVersion the user's session version at the login
 */
public record Account(String userId, String username, long sessionVersion)
    implements Principal, Serializable {

  private static final long serialVersionUID = 1L;

  static Account of(User user) {
    return new Account(user.id().value(), String.valueOf(user.username()), user.sessionVersion());
  }

  /**
   * Returns the id as StreamCat takes it.
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
