package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRole;
import io.streamcat.examples.web.UserPairTable;
import io.streamcat.user.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom users have asked to keep order in their chat rooms. */
@Component
public class Moderators {

  private final UserPairTable chosen;

  Moderators(JdbcClient jdbc) {
    this.chosen = new UserPairTable(jdbc, "site_moderator", "moderator_id");
  }

  /**
   * Tells what somebody is in a room. Nobody but this decides it.
   *
   * @param owner whose room
   * @param user who comes, or null for a guest
   * @return the role
   */
  ChatRole role(UserId owner, @Nullable UserId user) {
    if (user == null) {
      return ChatRole.VIEWER;
    }
    if (user.equals(owner)) {
      return ChatRole.OWNER;
    }
    return isModerator(owner, user) ? ChatRole.MODERATOR : ChatRole.CHATTER;
  }

  boolean isModerator(UserId owner, UserId user) {
    return chosen.contains(owner, user);
  }

  /**
   * Lists whom a user has appointed.
   *
   * @param owner whose room
   * @return their ids
   */
  public List<UserId> list(UserId owner) {
    return chosen.list(owner);
  }

  void appoint(UserId owner, UserId user) {
    chosen.add(owner, user);
  }

  boolean dismiss(UserId owner, String userId) {
    return chosen.remove(owner, userId);
  }

  void forget(UserId user) {
    chosen.forget(user);
  }
}
