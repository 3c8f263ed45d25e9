package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRole;
import io.streamcat.user.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom users have asked to keep order in their chat rooms. */
@Component
public class Moderators {

  private final JdbcClient jdbc;

  Moderators(JdbcClient jdbc) {
    this.jdbc = jdbc;
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
    return list(owner).contains(user);
  }

  /**
   * Lists whom a user has appointed.
   *
   * @param owner whose room
   * @return their ids
   */
  public List<UserId> list(UserId owner) {
    return jdbc
        .sql("select moderator_id from site_moderator where owner_id = ? order by 1")
        .param(owner.value())
        .query(String.class)
        .list()
        .stream()
        .map(UserId::of)
        .toList();
  }

  void appoint(UserId owner, UserId user) {
    try {
      jdbc.sql("insert into site_moderator (owner_id, moderator_id) values (?, ?)")
          .params(owner.value(), user.value())
          .update();
    } catch (DuplicateKeyException e) {
      // Appointed before.
      return;
    }
  }

  boolean dismiss(UserId owner, String userId) {
    return jdbc.sql("delete from site_moderator where owner_id = ? and moderator_id = ?")
            .params(owner.value(), userId)
            .update()
        > 0;
  }
}
